import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finalStates, runStates } from '../run-record';
import { statePicture, transitionRows, unreachableStates } from './state-picture';
import { transitions } from './transitions/table';

const page = join(__dirname, '../../../../docs/orchestrator.md');

function written(text: string): string {
  const parts = { picture: `\`\`\`mermaid\n${statePicture()}\n\`\`\``, rows: transitionRows() };
  return Object.entries(parts).reduce((before, [name, part]) => {
    const marks = new RegExp(`(<!-- ${name} -->\\n)[^]*?(\\n<!-- end of ${name} -->)`);
    return before.replace(marks, (_, begin: string, end: string) => `${begin}\n${part}\n${end}`);
  }, text);
}

/** Without the spaces and dashes that make columns equally wide. */
function narrow(text: string): string {
  return text.replace(/ +\|/g, ' |').replace(/\| +/g, '| ').replace(/-{3,}/g, '---');
}

test('the page has the picture and the rows of the table that the code goes by', () => {
  const text = readFileSync(page, 'utf8');
  const expected = written(text);
  expect(expected).toContain(statePicture());
  if (process.env.UPDATE_DOCS) writeFileSync(page, expected);
  else expect(narrow(text)).toBe(narrow(expected));
});

test('every state is reached, and left unless it is final', () => {
  expect(unreachableStates()).toEqual([]);
  const left = new Set(
    transitions.flatMap(({ from, to }) => (to === undefined ? [] : from.filter((f) => f !== to))),
  );
  const stuck = runStates.filter((state) => !left.has(state));
  expect(stuck).toEqual([...finalStates]);
});

test('ids of rows are unique', () => {
  expect(new Set(transitions.map(({ id }) => id)).size).toBe(transitions.length);
});
