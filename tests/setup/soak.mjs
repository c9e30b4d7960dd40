// npm run soak: whether the server's memory stays where it is under a long mixed load. Needs PostGIS in DATABASE_URL,
// and wrk.
import { build, install } from '../../server/setup/prepare.mjs'

install()
build()
const { register } = await import('tsx/esm/api')
register()
await import('../bench/soak.ts')
