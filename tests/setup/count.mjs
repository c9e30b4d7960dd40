// Sums the runners' own reports into one line: `N passed, N failed`.
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

/**
 * @typedef {{numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: {name: string, status: string, assertionResults: {status: string, fullName: string}[]}[]}} Report
 */

/**
 * A suite that could not even be loaded counts as a failure, and so does a test that was left out in CI.
 * @param {Report} report
 */
export function count(report) {
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length
  const leftOut = process.env['CI'] === 'true' ? report.numPendingTests + report.numTodoTests : 0
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded + leftOut }
}

/**
 * What failed, a line each: of several long runs only the end may be at hand.
 * @param {Report} report @returns {string[]}
 */
export function failures(report) {
  return report.testResults.flatMap(({ name, status, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === 'failed').map(({ fullName }) => fullName)
    return (status === 'failed' && assertionResults.length === 0 ? ['could not be loaded'] : failed).map(
      (what) => `failed: ${name} ${what}`,
    )
  })
}

/** @param {{passed: number, failed: number}[]} counts @returns {boolean} whether all passed, and any ran */
export function printCount(counts) {
  const passed = counts.reduce((sum, c) => sum + c.passed, 0)
  const failed = counts.reduce((sum, c) => sum + c.failed, 0)
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 && passed > 0
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const reports = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, 'utf8')))
  for (const line of reports.flatMap(failures)) console.log(line)
  process.exit(printCount(reports.map(count)) ? 0 : 1)
}
