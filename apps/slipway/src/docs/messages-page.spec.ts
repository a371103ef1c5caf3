import { ExitCode } from '../exit-code';
import { TestWorkspace, type Run } from '../testing/workspace';
import type { Mistake } from './mistake';
import { mistakes } from './mistakes';
import { expectPage } from './page';

const head = `# What a mistake says

Every message names the place, the value, the reason and the nearest fix. The command ends with exit
code 1, or 2 where it was called wrongly, and writes nothing. Warnings do not fail a command.

Made by \`apps/slipway/src/docs/messages-page.spec.ts\`, which makes each mistake in a workspace of its
own and runs the command: \`UPDATE_DOCS=1 npx nx test slipway\` writes this page.
`;

interface Shown {
  readonly mistake: Mistake;
  readonly run: Run;
}

let shown: Shown[];

beforeAll(async () => {
  shown = [];
  for (const mistake of mistakes) {
    const workspace = new TestWorkspace(mistake.files);
    shown.push({ mistake, run: await workspace.run(...mistake.command) });
    expect(workspace.has('cdktf.out')).toBe(false);
    workspace.dispose();
  }
}, 300_000);

/** The messages, without warnings and without the line that counts them. */
function messageOf({ stdout, stderr }: Run): string {
  const text = stdout.trim() || stderr.trim();
  const errors = text.split('\n\n').filter((part) => !/^\S+ warning |^\d+ services?, /.test(part));
  return errors.join('\n\n').trim();
}

function section({ mistake, run }: Shown): string {
  const [file] = Object.keys(mistake.files);
  const written =
    file && mistake.line ? `In \`${file}\`:\n\n\`\`\`yaml\n${mistake.line}\n\`\`\`\n\n` : '';
  const command = `slipway ${mistake.command.join(' ')}`;
  return `## ${mistake.title}\n\n${written}\`\`\`console\n$ ${command}\n${messageOf(run)}\n\`\`\`\n`;
}

test('docs/messages.md shows what each mistake says', () => {
  expectPage('messages.md', [head, ...shown.map(section)].join('\n'));
});

test('every mistake fails, without a stack trace', () => {
  for (const { mistake, run } of shown) {
    const { title } = mistake;
    expect({ title, exitCode: run.exitCode }).toEqual({
      title,
      exitCode: mistake.title.includes('command line') ? ExitCode.usage : ExitCode.failed,
    });
    expect(run.stdout + run.stderr).not.toMatch(/\n\s+at .*:\d+:\d+\)?\n/);
    expect(messageOf(run)).not.toBe('');
  }
});
