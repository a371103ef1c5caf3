const path = require('node:path');
const { paths } = require('./tsconfig.base.json').compilerOptions;

/** Whether `.ci/run` counts the tests; those that a test itself runs are not counted. */
const counted = process.env.TEST_COUNTS && !process.env.JEST_WORKER_ID;

/** One configuration for every project; `jest --rootDir <project>` picks the project. */
module.exports = {
  reporters: ['default', ...(counted ? [path.join(__dirname, '.ci/count-tests.js')] : [])],
  testEnvironment: 'node',
  // Tests that start processes share two cores with the other suites of a run.
  testTimeout: 60_000,
  testMatch: ['<rootDir>/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/generators/[^/]+/files/'],
  transform: {
    '^.+\\.ts$': [
      require.resolve('@swc/jest'),
      {
        jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' },
        module: { type: 'commonjs', ignoreDynamic: true },
        sourceMaps: 'inline',
      },
    ],
  },
  moduleNameMapper: Object.fromEntries(
    Object.entries(paths).map(([name, [file]]) => [`^${name}$`, path.join(__dirname, file)]),
  ),
  modulePathIgnorePatterns: ['/cdktf.out', '/dist/', '/\\.slipway/'],
};
