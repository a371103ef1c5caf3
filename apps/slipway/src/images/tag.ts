import type { Architecture } from '@slipway/catalog';
import { wrongUsage } from '../failure';
import { install } from '../tools/install';
import { runTool } from '../tools/run-tool';

/**
 * At most 128 characters, of which the architecture takes seven.
 * https://docs.docker.com/reference/cli/docker/image/tag/#description
 */
const valid = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,120}$/;

/** The tag of a release's image for one processor; a tag never moves, so each processor has its own. */
export function imageTag(tag: string, architecture: Architecture): string {
  return `${tag}-${architecture}`;
}

/** The tag a person gave. Throws a Failure for what a registry would refuse. */
export function givenTag(tag: string): string {
  if (valid.test(tag)) return tag;
  throw wrongUsage(
    `\`${tag}\` is no image tag`,
    'letters, digits, `_`, `.` and `-`, at most 121, the first one no `.` or `-`',
  );
}

/**
 * A tag from the commit, so that an image leads back to its sources. Tags in the registry never move:
 * with changes that are in no commit the time in seconds since the epoch makes it another one.
 */
export async function tagFromCommit(root: string): Promise<string> {
  const commit = await git(root, ['rev-parse', '--short=12', 'HEAD']);
  const changes = await git(root, ['status', '--porcelain']);
  return changes === '' ? commit : `${commit}-${Math.floor(Date.now() / 1000)}`;
}

async function git(root: string, args: readonly string[]): Promise<string> {
  const { exitCode, stdout } = await runTool('git', args, {
    cwd: root,
    install: `${install.git}, or pass --tag`,
  });
  if (exitCode === 0) return stdout.trim();
  throw wrongUsage(
    'The workspace has no git commit to take the tag from',
    'commit it, or pass --tag',
  );
}
