import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Takes the throttles of routes out of a synthesised stage: a load of any size would be answered 429. */
export function withoutThrottles(outdir: string): void {
  const file = 'stacks/local-api-gateway/cdk.tf.json';
  const manifestFile = join(outdir, 'slipway.json');
  const text = readFileSync(join(outdir, file), 'utf8').replace(
    /"throttling_(rate|burst)_limit": ?\d+/g,
    '"throttling_$1_limit":-1',
  );
  writeFileSync(join(outdir, file), text);
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as {
    stacks: Record<string, { file: string; sha256: string }>;
  };
  for (const stack of Object.values(manifest.stacks)) {
    if (stack.file === file) stack.sha256 = createHash('sha256').update(text).digest('hex');
  }
  writeFileSync(manifestFile, JSON.stringify(manifest));
}
