import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** The workspace these tests are part of. */
export const workspaceRoot = join(__dirname, '../../../..');

/** Names of what is made in a workspace and is not part of it. */
const made = /^(node_modules|dist|coverage|\.git|\.nx|\.slipway|cdktf\.out.*)$/;

export interface Run {
  readonly exitCode: number;
  /** Standard output, then standard error. */
  readonly output: string;
}

/** A copy of the workspace in a temporary folder, with its own Git repository and the same packages. */
export class WorkspaceCopy {
  readonly root = mkdtempSync(join(tmpdir(), 'slipway-workspace-'));

  constructor() {
    cpSync(workspaceRoot, this.root, {
      recursive: true,
      filter: (path) => !made.test(basename(path)),
    });
    symlinkSync(join(workspaceRoot, 'node_modules'), join(this.root, 'node_modules'));
    this.git('init', '--quiet', '--initial-branch=main');
    writeFileSync(join(this.root, '.git/info/exclude'), 'node_modules\n');
    this.commit();
  }

  /** Records the files as they are; `reset` returns to them and `affected` compares with them. */
  commit(): void {
    this.git('add', '--all');
    this.git(
      '-c',
      'user.name=test',
      '-c',
      'user.email=test@localhost',
      'commit',
      '--quiet',
      '-m',
      'state',
    );
  }

  /** Lines of `git status`: every file that differs from the last commit. */
  changes(): string[] {
    const status = ['status', '--porcelain', '--untracked-files=all'];
    const output = execFileSync('git', status, { cwd: this.root, encoding: 'utf8' });
    return output.split('\n').filter(Boolean);
  }

  /** Starts a branch where `main` is on the remote. */
  branchFromMain(name: string): void {
    this.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    this.git('checkout', '--quiet', '-b', name);
  }

  reset(): void {
    this.git('reset', '--quiet', '--hard');
    this.git('clean', '--quiet', '-fd');
  }

  write(file: string, text: string): void {
    const path = join(this.root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  read(file: string): string {
    return readFileSync(join(this.root, file), 'utf8');
  }

  remove(path: string): void {
    rmSync(join(this.root, path), { recursive: true });
  }

  nx(...args: readonly string[]): Run {
    return this.node(join(this.root, 'node_modules/.bin/nx'), ...args);
  }

  /** Runs a script of a package in the copy. */
  node(script: string, ...args: readonly string[]): Run {
    return this.run(process.execPath, [script, ...args]);
  }

  /** Runs a command line of a shell in the copy. */
  shell(command: string, env: Readonly<Record<string, string>>): Run {
    return this.run('sh', ['-c', command], env);
  }

  /** Names of the projects that Nx says the changes since the last commit affect, sorted. */
  affected(): string[] {
    const { output } = this.nx('show', 'projects', '--affected', '--base=HEAD', '--json');
    return (JSON.parse(output.slice(output.indexOf('['))) as string[]).sort();
  }

  dispose(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  /** Runs a program in the copy as if no Nx were around it. */
  private run(
    program: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Run {
    const outside = Object.entries(process.env).filter(
      ([name]) => !/^(NX_|FORCE_COLOR$)/.test(name),
    );
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd: this.root,
      encoding: 'utf8',
      env: { ...Object.fromEntries(outside), NX_DAEMON: 'false', NO_COLOR: '1', ...env },
    });
    return { exitCode: status ?? 1, output: `${stdout}${stderr}` };
  }

  private git(...args: readonly string[]): void {
    execFileSync('git', args, { cwd: this.root, stdio: ['ignore', 'ignore', 'inherit'] });
  }
}
