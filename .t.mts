import { growth } from './tests/bench/growth.ts'
import { tableOf } from './tests/bench/table.ts'
console.log(tableOf(await growth(process.env.DATABASE_URL!, '2026-11-25', 3, 2)))
