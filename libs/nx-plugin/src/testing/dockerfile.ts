import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A Dockerfile of this workspace, followed without Docker. */
export class Dockerfile {
  private readonly instructions: readonly string[];
  private readonly ignored: readonly string[];

  /** @param root of the workspace, which is the build's context */
  constructor(
    private readonly root: string,
    file: string,
  ) {
    const text = readFileSync(join(root, file), 'utf8');
    this.instructions = text
      .replaceAll(/^#.*\n/gm, '')
      .replaceAll(/\\\n\s*/g, '')
      .split('\n')
      .filter(Boolean);
    this.ignored = readFileSync(join(root, `${file}.dockerignore`), 'utf8')
      .trim()
      .split('\n');
  }

  /** Arguments of every instruction with this word, in order. */
  all(word: string): string[] {
    return this.instructions
      .filter((instruction) => instruction.startsWith(`${word} `))
      .map((instruction) => instruction.slice(word.length + 1));
  }

  /** What the build copies from the context and finds there, ignored files left out. */
  sources(): { readonly source: string; readonly found: boolean }[] {
    return this.all('COPY')
      .filter((copy) => !copy.startsWith('--from='))
      .flatMap((copy) => copy.split(' ').slice(0, -1))
      .map((source) => ({
        source,
        found: existsSync(join(this.root, source)) && this.ignored.includes(`!${source}`),
      }));
  }

  /**
   * Runs the build's commands but that which installs packages, on the files it copies; `/bundle`
   * is in the folder of the build.
   * @returns that folder
   */
  build(): string {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-dockerfile-'));
    for (const { source } of this.sources()) {
      cpSync(join(this.root, source), join(folder, source), { recursive: true });
    }
    symlinkSync(join(this.root, 'node_modules'), join(folder, 'node_modules'));
    for (const command of this.all('RUN').filter((run) => !run.startsWith('npm ci'))) {
      const { status, stderr } = spawnSync(
        'sh',
        ['-c', command.replaceAll('=/bundle', '=bundle')],
        {
          cwd: folder,
          encoding: 'utf8',
        },
      );
      if (status !== 0) throw new Error(`${command}: ${stderr}`);
    }
    return folder;
  }
}
