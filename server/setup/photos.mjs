// npm run photos: takes photos of things into the county.
import { install } from './prepare.mjs'

install()
const { register } = await import('tsx/esm/api')
register()
await import('../photos/main.ts')
