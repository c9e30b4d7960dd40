// npm start: from a bare clone to a running county.
import { build, install, root } from './prepare.mjs'

install()
build()
process.chdir(root)
const { register } = await import('tsx/esm/api')
register()
await import('../main.ts')
