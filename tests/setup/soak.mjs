// npm run soak: what runs for months. Whether the server's memory stays where it is under a long mixed load, and whether
// a display of the wall holds no more after a thousand scenes. Needs PostGIS in DATABASE_URL, PostgreSQL's programs in
// PG_BIN or on the path, wrk, and Chromium.
import { build, install } from '../../server/setup/prepare.mjs'

install()
build()
const { register } = await import('tsx/esm/api')
register()
await import('../soak/main.ts')
