import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failureTable } from '../ecs/run-task-failures';
import { truthTable, type TruthRow } from '../ecs/task-truth';
import { errorTable, type ErrorRow } from './error-table';

const page = join(__dirname, '../../../../docs/orchestrator-backends.md');

const code = (text: string | RegExp) => `\`${String(text)}\``;
const link = (source: string) => `[source](${source})`;

function truthCondition({ when }: TruthRow): string {
  const { lastStatus, desiredStatus, stopCode, reason, exitCode, container } = when;
  return [
    lastStatus?.map(code).join(', '),
    desiredStatus && `asked for ${code(desiredStatus)}`,
    stopCode?.map(code).join(' or '),
    reason && `reason has ${code(reason)}`,
    exitCode && { zero: 'exit code 0', other: 'another exit code', none: 'no exit code' }[exitCode],
    container &&
      { there: 'container there', 'not-named': 'no container of the name', none: 'no containers' }[
        container
      ],
  ]
    .filter(Boolean)
    .join('; ');
}

function truthVerdict({ verdict }: TruthRow): string {
  if (verdict.state !== 'exited') return verdict.state;
  return verdict.ok ? 'exited, ok' : `exited, ${verdict.cause} (${verdict.class})`;
}

function errorCondition({ names, message, minStatus }: ErrorRow): string {
  return [
    names?.map(code).join(', '),
    message && `message has ${code(message)}`,
    minStatus !== undefined && `status ${minStatus} and above`,
  ]
    .filter(Boolean)
    .join('; ');
}

const tables = {
  'truth table': [
    ['row', 'what DescribeTasks shows', 'is', 'why', ''],
    ...truthTable.map((row) => [
      row.id,
      truthCondition(row),
      truthVerdict(row),
      row.why,
      link(row.source),
    ]),
  ],
  'failure table': [
    ['row', 'reason', 'class', 'why', ''],
    ...failureTable.map((row) => [row.id, code(row.reason), row.class, row.why, link(row.source)]),
  ],
  'error table': [
    ['row', 'error', 'class', 'may run', 'why', ''],
    ...errorTable.map((row) => [
      row.id,
      errorCondition(row),
      row.class,
      row.startMayHaveHappened ? 'yes' : 'no',
      row.why,
      link(row.source),
    ]),
  ],
} as const;

function markdown([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Without the padding of cells, which the formatter decides. */
function unpadded(table: string): string {
  return table.trim().replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---');
}

test.each(Object.entries(tables))('docs/orchestrator-backends.md has the %s', (name, rows) => {
  const section = new RegExp(`(<!-- ${name} -->\\n)([^]*?)(<!-- /${name} -->)`);
  const table = markdown(rows);
  if (process.env['UPDATE_DOCS'] === '1') {
    const text = readFileSync(page, 'utf8');
    writeFileSync(
      page,
      text.replace(
        section,
        (_, begin: string, _old, end: string) => `${begin}\n${table}\n\n${end}`,
      ),
    );
  }
  const found = section.exec(readFileSync(page, 'utf8'))?.[2] ?? '';
  expect(unpadded(found)).toBe(unpadded(table));
});
