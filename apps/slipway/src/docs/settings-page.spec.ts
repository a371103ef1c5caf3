import { serviceJsonSchema, stageJsonSchema } from '@slipway/catalog';
import { expectPage, markdownTable } from './page';

const head = `# Settings

Every key of \`service.yaml\` and of the stage files. Editors that read the first line of a file offer the
same by \`libs/catalog/schema/*.schema.json\`.

Made by \`apps/slipway/src/docs/settings-page.spec.ts\`: \`UPDATE_DOCS=1 npx nx test slipway\` writes this
page.
`;

/** What of JSON Schema the catalog's schemas use. */
interface JsonSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  /** Of a mapping with names of one's own. */
  readonly additionalProperties?: JsonSchema | boolean;
  /** Of a list. */
  readonly items?: JsonSchema;
  readonly required?: readonly string[];
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
}

function valuesOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  const { type = '', minimum, maximum } = schema;
  if (minimum === undefined || maximum === undefined) return type === 'object' ? 'mapping' : type;
  return `${minimum} to ${maximum}`;
}

function defaultOf(schema: JsonSchema, required: boolean): string {
  if (required) return '**required**';
  if (schema.default === undefined || typeof schema.default === 'object') return '';
  return `\`${String(schema.default)}\``;
}

/** A row for each key, sections before what is in them; \`stages\` repeats the rest. */
function rowsOf(schema: JsonSchema, prefix: string): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, child]) => {
    const path = `${prefix}${key}`;
    const required = schema.required?.includes(key) ?? false;
    const row = [
      `\`${path}\``,
      valuesOf(child),
      defaultOf(child, required),
      child.description ?? '',
    ];
    const forms = child.oneOf ?? child.anyOf;
    if (forms) {
      return [row, ...forms.flatMap((form) => rowsOf(form, `${path}.`))];
    }
    if (key === 'stages') return [row];
    const { additionalProperties: named, items } = child;
    return [
      row,
      ...rowsOf(child, `${path}.`),
      ...(typeof named === 'object' ? rowsOf(named, `${path}.<name>.`) : []),
      ...(items ? rowsOf(items, `${path}[].`) : []),
    ];
  });
}

const columns = ['key', 'value', 'default', 'what it is'];

test('docs/settings.md has a line for every key', () => {
  const service = serviceJsonSchema() as JsonSchema;
  const sections = (service.oneOf ?? service.anyOf ?? []).map((form) => {
    const kind = String(form.properties?.kind?.const);
    return `## service.yaml of kind ${kind}\n\n${markdownTable(columns, rowsOf(form, ''))}\n`;
  });
  expect(sections).toHaveLength(3);
  const stage = markdownTable(columns, rowsOf(stageJsonSchema() as JsonSchema, ''));
  expectPage('settings.md', [head, ...sections, `## Stage file\n\n${stage}\n`].join('\n'));
});
