import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installCdktn, runWith, type EngineAliases } from './engines';
import { jsonDifferences, type JsonDifference } from './json-differences';

/** Where the JSON of the two engines may differ, and why that changes nothing that is deployed. */
const allowed: Readonly<Record<string, string>> = {
  '//.metadata.version': 'The version of the engine itself.',
  'terraform.required_providers.aws.version':
    'Bindings of cdktn follow newer releases of the provider.',
  'terraform.required_providers.aws.source':
    'The bindings write `aws` or `hashicorp/aws`; Terraform reads the first as the second.',
};

const workspace = join(__dirname, '../../..');
const folder = join(workspace, '.slipway/cdktn');

/** Installed at once, for jest to count the suite as skipped where that fails. */
function cdktn(): EngineAliases | undefined {
  try {
    return installCdktn(folder);
  } catch (error) {
    const [reason] = String((error as { stderr?: unknown }).stderr ?? error).split('\n');
    process.stderr.write(`cdktn: skipped, npm cannot install it: ${reason}\n`);
    return undefined;
  }
}

const aliases = cdktn();

(aliases === undefined ? describe.skip : describe)('cdktn in place of cdktf', () => {
  let scratch: string;
  const differences: JsonDifference[] = [];
  const stacks: Record<'cdktf' | 'cdktn', string[]> = { cdktf: [], cdktn: [] };

  beforeAll(() => {
    mkdirSync(folder, { recursive: true });
    scratch = mkdtempSync(join(folder, 'run-'));
    const entry = join(__dirname, 'every-construct.ts');
    for (const [engine, swapped] of [
      ['cdktf', {}],
      ['cdktn', aliases ?? {}],
    ] as const) {
      const outdir = join(scratch, engine);
      runWith(entry, join(scratch, `${engine}.js`), swapped, outdir);
      stacks[engine] = readdirSync(join(outdir, 'stacks')).sort();
    }
    const read = (engine: string, stack: string): unknown =>
      JSON.parse(readFileSync(join(scratch, engine, 'stacks', stack, 'cdk.tf.json'), 'utf8'));
    for (const stack of stacks.cdktf) {
      differences.push(...jsonDifferences(read('cdktf', stack), read('cdktn', stack)));
    }
  }, 120_000);

  afterAll(() => {
    rmSync(scratch, { recursive: true, force: true });
  });

  it('synthesises the same stacks from the same source', () => {
    expect(stacks.cdktf).toHaveLength(8);
    expect(stacks.cdktn).toEqual(stacks.cdktf);
  });

  it('differs nowhere but where the list says', () => {
    expect(differences.filter(({ path }) => !(path in allowed))).toEqual([]);
  });

  it('differs everywhere the list says, so that the list stays short', () => {
    const found = new Set(differences.map(({ path }) => path));
    expect(Object.keys(allowed).filter((path) => !found.has(path))).toEqual([]);
  });
});
