import { rules as ofCatalog, type Rule } from '@slipway/catalog';
import { rules as ofConstructs } from '@slipway/stacks';
import { rules as ofPlatform } from '@slipway/platform';
import { routeRules } from '@slipway/routing';
import { expectPage, markdownTable } from './page';

const head = `# Rules

What \`slipway check\` and \`slipway synth\` hold the workspace to. A rule keeps its id for ever.

Made by \`apps/slipway/src/docs/rules-page.spec.ts\`: \`UPDATE_DOCS=1 npx nx test slipway\` writes this
page.
`;

const tables: readonly (readonly [title: string, table: Readonly<Record<string, Rule>>])[] = [
  ['Files, services and stages', ofCatalog],
  ['Locks, places, images and names', ofPlatform],
  ['Routes', routeRules],
  ['What is synthesised', ofConstructs],
];

function row([id, { severity, title, why, reference }]: [string, Rule]): string[] {
  return [id, severity, title, reference ? `${why} ([source](${reference}))` : why];
}

test('docs/rules.md has one line for every rule', () => {
  const sections = tables.map(
    ([title, table]) =>
      `## ${title}\n\n${markdownTable(['rule', 'severity', 'what holds', 'why'], Object.entries(table).map(row))}\n`,
  );
  expectPage('rules.md', [head, ...sections].join('\n'));
});

test('no two libraries share a rule id', () => {
  const ids = tables.flatMap(([, table]) => Object.keys(table));
  expect(new Set(ids).size).toBe(ids.length);
});
