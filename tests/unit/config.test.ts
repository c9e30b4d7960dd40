import { expect, it } from 'vitest'
import { BadSetting, readConfig } from '#server/config.ts'

it.each([
  ['PORT', '99999'],
  ['PORT', 'http'],
  ['PUBLIC_URL', 'map.example'],
  ['TRUST_PROXY', 'perhaps'],
  ['COUNTY_SCHEMA', 'public'],
  ['COUNTY_SCHEMA', 'pg_toast'],
  ['COUNTY_SCHEMA', 'a"; drop'],
  ['GUEST_ACCESS', 'perhaps'],
  ['DATABASE_URL', 'mysql://x'],
])('%s=%s is refused with its name', (name, value) => {
  const read = () => readConfig({ [name]: value })
  expect(read).toThrow(BadSetting)
  expect(read).toThrow(new RegExp(`^${name} is not allowed`))
})

it('what is given is read, and an empty one counts as not given', () => {
  expect(readConfig({ PORT: '', HOST: '' })).toEqual(readConfig({}))
  const given = { PORT: '0', HOST: '::1', PUBLIC_URL: 'https://map.example/', TRUST_PROXY: '1', EXTRA_THEMES: 'a,,b' }
  expect(readConfig({ ...given, COUNTY_SCHEMA: 'henan_410122', GUEST_ACCESS: 'off' })).toMatchObject({
    port: 0,
    host: '::1',
    publicUrl: 'https://map.example',
    trustProxy: true,
    databaseUrl: undefined,
    schema: 'henan_410122',
    guestAccess: 'off',
    extraThemes: ['a', 'b'],
  })
})
