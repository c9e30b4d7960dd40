import { resolve } from 'node:path'
import { Type } from 'typebox'
import Schema from 'typebox/schema'

/** A setting of the machine was given and is not allowed. */
export class BadSetting extends Error {
  constructor(name: string, allowed: string) {
    super(`${name} is not allowed as it is: ${allowed}`)
    this.name = 'BadSetting'
  }
}

export interface Config {
  port: number
  host: string
  publicUrl: string | undefined
  trustProxy: boolean
  databaseUrl: string | undefined
  dataDir: string
  schema: string
  /** Undefined: `read` with the sample, else `off`. */
  guestAccess: 'read' | 'off' | undefined
  extraThemes: string[]
}

interface Setting {
  schema: Type.TSchema
  allowed: string
}

const settings = {
  PORT: { schema: Type.String({ pattern: '^[0-9]{1,5}$' }), allowed: 'a port number, 0–65535' },
  HOST: { schema: Type.String({ minLength: 1 }), allowed: 'a host name or address to listen on' },
  PUBLIC_URL: {
    schema: Type.String({ pattern: '^https?://[^/]+.*$' }),
    allowed: 'an address that begins with http(s)://',
  },
  TRUST_PROXY: { schema: Type.Enum(['true', 'false', '1', '0']), allowed: 'true or false' },
  DATABASE_URL: {
    schema: Type.String({ pattern: '^postgres(ql)?://' }),
    allowed: 'an address that begins with postgres://',
  },
  DATA_DIR: { schema: Type.String({ minLength: 1 }), allowed: 'a folder' },
  COUNTY_SCHEMA: {
    schema: Type.String({ pattern: '^(?!pg_|public$|information_schema$)[a-z_][a-z0-9_]{0,39}$' }),
    allowed: 'lower-case letters, digits and _, at most 40, not public, not beginning with pg_',
  },
  GUEST_ACCESS: { schema: Type.Enum(['read', 'off']), allowed: 'read or off' },
  EXTRA_THEMES: { schema: Type.String(), allowed: 'folders of themes, separated by commas' },
} satisfies Record<string, Setting>

type Name = keyof typeof settings

/**
 * Reads the settings of the machine; all are optional and an empty one counts as not given.
 * @throws {BadSetting} with the setting's name and what is allowed
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = (name: Name): string | undefined => {
    const text = environment[name]
    if (text === undefined || text === '') return undefined
    if (!Schema.Check(settings[name].schema, text)) throw new BadSetting(name, settings[name].allowed)
    return text
  }
  const port = Number(given('PORT') ?? 3000)
  if (port > 65_535) throw new BadSetting('PORT', settings.PORT.allowed)
  return {
    port,
    host: given('HOST') ?? '127.0.0.1',
    publicUrl: given('PUBLIC_URL')?.replace(/\/+$/, ''),
    trustProxy: ['true', '1'].includes(given('TRUST_PROXY') ?? 'false'),
    databaseUrl: given('DATABASE_URL'),
    dataDir: resolve(given('DATA_DIR') ?? '.xiucheng'),
    schema: given('COUNTY_SCHEMA') ?? 'county',
    guestAccess: given('GUEST_ACCESS') as Config['guestAccess'],
    extraThemes: (given('EXTRA_THEMES') ?? '').split(',').filter((folder) => folder !== ''),
  }
}
