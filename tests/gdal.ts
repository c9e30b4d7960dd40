import { execFileSync } from 'node:child_process'

/** Outside CI, tests that ask another GDAL are left out where there is none; in CI that is a failure. */
export const noGdal = process.env['CI'] !== 'true' && !works('ogrinfo')

function works(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
