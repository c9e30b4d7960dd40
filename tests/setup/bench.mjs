// npm run bench: how fast it is beside what else one would run, in one run on this machine. Needs PostGIS in
// DATABASE_URL, pgbench in PG_BIN or on the path, and wrk.
import { build, install } from '../../server/setup/prepare.mjs'

install()
build()
const { register } = await import('tsx/esm/api')
register()
await import('../bench/main.ts')
