'use strict';

const { mkdirSync, writeFileSync } = require('node:fs');
const { join, relative } = require('node:path');
const { stripVTControlCharacters } = require('node:util');

/** What a failed file or test says, without colours, and not longer than a person reads on. */
const shortened = (message) => stripVTControlCharacters(message).trim().split('\n').slice(0, 30);

const nameOf = (testFilePath) => relative(join(__dirname, '..'), testFilePath);

/** Each failed test, and each file that did not load, with its message. */
function failuresOf({ testFilePath, testExecError, failureMessage, testResults }) {
  const file = nameOf(testFilePath);
  const failed = testResults
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages }) => ({
      name: `${file}: ${fullName}`,
      message: shortened(failureMessages.join('\n')),
    }));
  if (testExecError)
    failed.push({ name: file, message: shortened(failureMessage ?? testExecError.message) });
  return failed;
}

/** Each test that was left out. */
const skipsOf = ({ testFilePath, testResults }) =>
  testResults
    .filter(({ status }) => status === 'pending' || status === 'todo')
    .map(({ fullName }) => `${nameOf(testFilePath)}: ${fullName}`);

/** A jest reporter that leaves the numbers of a run, what failed in it and what was left out, in the folder TEST_COUNTS names, a file for each run. */
module.exports = class CountTests {
  onRunComplete(_contexts, results) {
    const counts = {
      passed: results.numPassedTests,
      // A file that does not load has no tests to fail.
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
      failures: results.testResults.flatMap(failuresOf),
      skips: results.testResults.flatMap(skipsOf),
    };
    const folder = process.env.TEST_COUNTS;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${process.pid}-${Date.now()}.json`), JSON.stringify(counts));
  }
};
