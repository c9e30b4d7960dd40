import { sampleScript, serverScript, start } from '../command.ts'

/** The server on ten counties of the sample, in a process of its own; sewn where the schema holds none yet. */
export async function startServer(url: string, schema: string) {
  const environment = { DATABASE_URL: url, COUNTY_SCHEMA: schema }
  await start(sampleScript, ['--scale', '10'], environment).ended
  const server = start(serverScript, [], { ...environment, PORT: '0' })
  const address = /→ (\S+)/.exec(await server.says(/→ \S+/))?.[1] ?? ''
  return {
    address,
    pid: server.process.pid,
    async stop(): Promise<void> {
      server.process.kill()
      await server.ended
    },
  }
}
