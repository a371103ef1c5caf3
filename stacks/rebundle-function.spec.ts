import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BundleError } from '@slipway/constructs';
import { rebundleFunction } from './rebundle-function';
import { synthesise } from './synthesise';
import { TestWorkspace } from './testing/workspace';

const handler = (answer: string) => [`export const handler = async () => '${answer}';`];

test('a function that has changed is packed again, and one that does not compile stays', () => {
  const workspace = new TestWorkspace({ reports: { kind: 'function' } });
  try {
    const { root, outdir } = workspace;
    const entry = 'apps/reports/src/handler.ts';
    workspace.write(entry, handler('before'));
    const props = { root, outdir, model: workspace.model() };
    synthesise(props);
    const bundle = join(outdir, 'stacks/dev-compute/assets/reports/index.js');
    expect(readFileSync(bundle, 'utf8')).toContain('before');

    workspace.write(entry, handler('after'));
    rebundleFunction(props, 'reports');
    expect(readFileSync(bundle, 'utf8')).toContain('after');

    workspace.write(entry, ['export const handler = (']);
    expect(() => rebundleFunction(props, 'reports')).toThrow(BundleError);
    expect(readFileSync(bundle, 'utf8')).toContain('after');
    expect(readdirSync(outdir).filter((name) => name.startsWith('rebundled'))).toEqual([]);
  } finally {
    workspace.remove();
  }
});
