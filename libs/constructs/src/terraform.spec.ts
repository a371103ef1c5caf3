import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { Token } from './terraform';

describe('creation stack traces', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'slipway-traces-'));
    buildSync({
      stdin: {
        contents:
          "import { Token } from './terraform'; console.log(Token.asAny('x').creationStack.length);",
        resolveDir: __dirname,
      },
      outfile: join(folder, 'bundle.js'),
      bundle: true,
      platform: 'node',
      logLevel: 'error',
    });
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function framesInBundle(environment: Record<string, string>): number {
    const env = { PATH: process.env['PATH'], ...environment };
    return Number(
      execFileSync(process.execPath, [join(folder, 'bundle.js')], { env, encoding: 'utf8' }),
    );
  }

  it('are not recorded', () => {
    expect(Token.asAny('x').creationStack).toEqual([]);
  });

  it('are not recorded in a bundle either', () => {
    expect(framesInBundle({})).toBe(0);
  });

  it('are recorded where a person asks for them', () => {
    expect(framesInBundle({ SLIPWAY_STACK_TRACES: '1' })).toBeGreaterThan(0);
  });
});
