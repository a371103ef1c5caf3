import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { zipSync } from 'fflate';

/** Bytes: what a function is deployed with has to be unpacked by each new environment. */
const largestZip = 150 * 1024;

it('the function and all it needs is at most 150 KB zipped', () => {
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, 'handler.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    mainFields: ['module', 'main'],
    minify: true,
    logLevel: 'silent',
  });
  const [bundle] = outputFiles;
  if (!bundle) throw new Error('esbuild wrote nothing');
  const zip = zipSync({ 'index.js': bundle.contents }, { level: 9 });
  process.stdout.write(`${(zip.length / 1024).toFixed(1)} KB zipped\n`);
  expect(zip.length).toBeLessThanOrEqual(largestZip);
});
