// npm run regrade: after a rule changed, what is worked out from it.
import { install } from './prepare.mjs'

install()
const { register } = await import('tsx/esm/api')
register()
await import('../regrade.ts')
