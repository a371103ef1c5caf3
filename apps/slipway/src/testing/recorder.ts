import type { TestWorkspace } from './workspace';

/** One run of a recording executable. */
export interface RecordedCall {
  readonly args: readonly string[];
  readonly stdin: string;
}

/** Where a recording executable in a workspace writes its calls. */
function recordOf(name: string): string {
  return `bin/${name}.calls`;
}

/**
 * Puts an executable on PATH that writes down each call before it does what `script` says. The
 * script has `args`, `stdin`, `fs` and `option(name)`, the argument after a name.
 */
export function addRecorder(workspace: TestWorkspace, name: string, script: string): void {
  workspace.addExecutable(
    name,
    `const fs = require('node:fs');
    const args = process.argv.slice(2);
    const stdin = fs.readFileSync(0, 'utf8');
    const option = (name) => args[args.indexOf(name) + 1];
    fs.appendFileSync(__dirname + '/${name}.calls', JSON.stringify({ args, stdin }) + '\\n');
    ${script}`,
  );
}

/** The calls of a recording executable, in order. */
export function callsOf(workspace: TestWorkspace, name: string): RecordedCall[] {
  if (!workspace.has(recordOf(name))) return [];
  const lines = workspace.read(recordOf(name)).trim().split('\n');
  return lines.map((line) => JSON.parse(line) as RecordedCall);
}
