// Adds up the JSON reports of vitest in a folder and prints "N passed, N failed" as the last line.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder] = process.argv.slice(2);
const reports = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .toSorted()
  .map((name) => ({ name, ...JSON.parse(readFileSync(join(folder, name), 'utf8')) }));

console.log('');
for (const { name, numPassedTests, numFailedTests, numPendingTests, numTodoTests } of reports) {
  const left = numPendingTests + numTodoTests;
  console.log(`${name}: ${numPassedTests} passed, ${numFailedTests} failed, ${left} skipped`);
}
const sum = (count) => reports.reduce((total, report) => total + count(report), 0);
const passed = sum(({ numPassedTests }) => numPassedTests);
const failed = Math.max(
  sum(({ numFailedTests }) => numFailedTests),
  Number(process.env.FAILED_STEPS),
  reports.length === 0 || passed === 0 ? 1 : 0,
);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
