'use strict';

const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/** Prints what the runs of a folder passed, failed and skipped in all, as three numbers. */
const [folder] = process.argv.slice(2);
const files = existsSync(folder) ? readdirSync(folder) : [];
const total = { passed: 0, failed: 0, skipped: 0 };
for (const file of files) {
  const counts = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  for (const key of Object.keys(total)) total[key] += counts[key];
}
console.log(total.passed, total.failed, total.skipped);
