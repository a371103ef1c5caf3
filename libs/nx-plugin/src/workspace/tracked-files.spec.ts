import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { workspaceRoot } from '../testing/workspace-copy';

/** Files that are in Git or would be by the next commit. */
const files = execFileSync(
  'git',
  ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
  {
    cwd: workspaceRoot,
    encoding: 'utf8',
  },
)
  .split('\0')
  .filter((file) => file !== '' && existsSync(join(workspaceRoot, file)));

/** Each line of the files that matches, with its place. */
function linesWith(pattern: RegExp): string[] {
  return files.flatMap((file) =>
    readFileSync(join(workspaceRoot, file), 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${file}:${index + 1}: ${line.slice(0, 200)}`] : [],
      ),
  );
}

it('are many', () => {
  expect(files).toContain('package.json');
  expect(files.length).toBeGreaterThan(100);
});

it('name no package registry: each machine has its own', () => {
  const registry =
    /https?:\/\/(registry\.(?!terraform\.io)|[\w.-]*(artifactory|nexus|pypi|verdaccio)[\w.-]*[:/])/i;
  expect(linesWith(registry)).toEqual([]);
});

it('name no folder of the machine they were written on', () => {
  expect(linesWith(/(^|[^\w.}/*-])\/(Users|home|mnt|root|tmp|work)\//)).toEqual([]);
});

it('leave nothing for later', () => {
  expect(linesWith(/\b(FIXM[E]|HAC[K]|TOD[O]|XX[X])\b/)).toEqual([]);
});

it('are named after their subject', () => {
  const vague = /^(common|helpers?|misc|utils?)(\.|$)/i;
  const named = files.filter((file) => file.split('/').some((part) => vague.test(part)));
  expect(named).toEqual([]);
});

it('have names that every file system tells apart', () => {
  const folded = files.map((file) => file.toLowerCase());
  expect(files.filter((_file, index) => folded.indexOf(folded[index] ?? '') !== index)).toEqual([]);
  expect(files.filter((file) => !/^[\w.@-]+$/.test(basename(file)))).toEqual([]);
});
