import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** A pinned set of Python packages. */
export interface PythonPackages {
  /** What the set is for, in a word. */
  readonly name: string;
  /** File for pip, with hashes. */
  readonly requirements: string;
}

/** The pinned sets hold what 3.11 needs; older versions need packages that it lacks. */
const oldestPython = [3, 11] as const;

/**
 * Folder of a Python environment with pinned packages in it, made where it is missing; or a sentence
 * saying what is missing to make it.
 * @param folder that environments are kept in
 */
export function pythonEnvironment(
  folder: string,
  { name, requirements }: PythonPackages,
): { readonly folder: string } | { readonly missing: string } {
  const [major, minor] = oldestPython;
  const version = spawnSync(
    'python3',
    ['-c', `import sys; sys.exit(sys.version_info < (${major}, ${minor}))`],
    { stdio: 'ignore' },
  );
  if (version.status !== 0) {
    return { missing: `Python ${major}.${minor} or newer (python3)` };
  }
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const environment = join(folder, `python-${hash}`);
  if (!existsSync(environment)) {
    // Made aside and moved when it is whole. Its scripts name the folder they were made in, so
    // they are started as modules.
    const aside = `${environment}.${process.pid}`;
    mkdirSync(folder, { recursive: true });
    const failure =
      failureOf('python3', ['-m', 'venv', aside]) ??
      failureOf(join(aside, 'bin/python'), [
        ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'],
        // Colours would hide the reason, which is its last line.
        ...['--no-color', '--timeout', '60'],
        ...['--require-hashes', '--requirement', requirements],
      ]);
    if (failure !== undefined) {
      rmSync(aside, { recursive: true, force: true });
      return { missing: `the Python packages of ${name} (${failure})` };
    }
    try {
      renameSync(aside, environment);
    } catch (error) {
      rmSync(aside, { recursive: true, force: true });
      // Another suite may have made it meanwhile.
      if (!existsSync(environment)) throw error;
    }
  }
  return { folder: environment };
}

function failureOf(command: string, args: readonly string[]): string | undefined {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0
    ? undefined
    : (error?.message ?? stderr.trim().split('\n').slice(-5).join(' '));
}
