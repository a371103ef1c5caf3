'use strict';

const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

/** A jest reporter that leaves the numbers of a run in the folder TEST_COUNTS names, a file for each run. */
module.exports = class CountTests {
  onRunComplete(_contexts, results) {
    const counts = {
      passed: results.numPassedTests,
      // A file that does not load has no tests to fail.
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
    const folder = process.env.TEST_COUNTS;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${process.pid}-${Date.now()}.json`), JSON.stringify(counts));
  }
};
