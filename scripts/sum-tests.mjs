// Adds up the JSON reports of vitest in a folder: names what failed, and prints
// "N passed, N failed" as the last line.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

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
// The end of a long log is what is kept of it: what failed has to stand there.
for (const failure of reports.flatMap(failuresOf)) console.log(failure);

const sum = (count) => reports.reduce((total, report) => total + count(report), 0);
const passed = sum(({ numPassedTests }) => numPassedTests);
const failed = Math.max(
  sum(({ numFailedTests }) => numFailedTests),
  Number(process.env.FAILED_STEPS),
  reports.length === 0 || passed === 0 ? 1 : 0,
);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function failuresOf({ name, testResults }) {
  return testResults.flatMap(({ name: file, status, message, assertionResults }) => {
    const failures = assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => `${test.fullName}\n${indent(test.failureMessages.join('\n'))}`);
    // A file that could not be loaded, or whose clean-up failed, has no failed test of its own.
    if (failures.length === 0 && status === 'failed') failures.push(`\n${indent(message)}`);
    return failures.map((text) => `FAILED (${name}) ${relative('', file)} > ${text}`);
  });
}

function indent(text) {
  return text
    .split('\n')
    .slice(0, 40)
    .map((line) => `    ${line.slice(0, 300)}`)
    .join('\n');
}
