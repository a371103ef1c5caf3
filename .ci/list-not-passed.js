'use strict';

const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/** Prints what was skipped and what failed in the runs of the folders, each failed test with its message. */
for (const folder of process.argv.slice(2).filter(existsSync)) {
  for (const file of readdirSync(folder)) {
    const { failures, skips } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    for (const name of skips) console.log(`Skipped: ${name}`);
    for (const { name, message } of failures)
      console.log([`Failed: ${name}`, ...message].join('\n    '));
  }
}
