// npm run import: takes a file into the county.
import { install } from './prepare.mjs'

install()
const { register } = await import('tsx/esm/api')
register()
await import('../imports/main.ts')
