// Sums the runners' own reports into one line: `N passed, N failed`.
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

/**
 * A suite that could not even be loaded counts as a failure, and so does a test that was left out in CI.
 * @param {{numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: {status: string, assertionResults: unknown[]}[]}} report
 */
export function count(report) {
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length
  const leftOut = process.env['CI'] === 'true' ? report.numPendingTests + report.numTodoTests : 0
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded + leftOut }
}

/** @param {{passed: number, failed: number}[]} counts @returns {boolean} whether all passed, and any ran */
export function printCount(counts) {
  const passed = counts.reduce((sum, c) => sum + c.passed, 0)
  const failed = counts.reduce((sum, c) => sum + c.failed, 0)
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 && passed > 0
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const counts = process.argv.slice(2).map((file) => count(JSON.parse(readFileSync(file, 'utf8'))))
  process.exit(printCount(counts) ? 0 : 1)
}
