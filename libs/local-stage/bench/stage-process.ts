/**
 * Runs a synthesised stage in a process of its own, and prints one line of JSON when it serves.
 * Usage: node -r @swc-node/register stage-process.ts <root> <outdir>
 */
import { startLocalStage } from '../src';

const [root = '', outdir = ''] = process.argv.slice(2);

void startLocalStage({ root, outdir, port: 0, onEvent: () => undefined }).then((stage) => {
  process.on('SIGTERM', () => void stage.close());
  process.stdout.write(`${JSON.stringify({ url: stage.url, services: stage.services() })}\n`);
});
