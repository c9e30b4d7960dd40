// npm run export: writes a collection to a file.
import { install } from './prepare.mjs'

install()
const { register } = await import('tsx/esm/api')
register()
await import('../exports/main.ts')
