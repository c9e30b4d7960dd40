// npm run sample: fills an empty schema with make-believe counties.
import { install } from './prepare.mjs'

install()
const { register } = await import('tsx/esm/api')
register()
await import('../sample/main.ts')
