import { z } from 'zod';
import type { YamlPath } from '../files/yaml-file';
import type { Finding } from '../finding';
import { report } from '../report';
import { rules } from '../rules/rules';
import { fieldAt, fieldInfo } from '../schema/field';
import { pathText, valueText, type Located } from './located';
import { unknownKey, type KnownKeys, type UnknownKey } from './unknown-key';

export interface Validation<Output> {
  /** The value with its defaults; absent where there is a finding. */
  readonly value?: Output;
  readonly findings: readonly Finding[];
}

/** Holds a value against its schema, and says of every mistake where it stands in the file. */
export function validate<Schema extends z.ZodObject>(
  schema: Schema,
  value: unknown,
  known: KnownKeys,
  file: Located,
): Validation<z.output<Schema>> {
  const { success, data, error } = schema.safeParse(value);
  if (success) return { value: data, findings: [] };
  const unknown = unknownKeys(schema, error.issues, known, file);
  const misspelt = new Set(unknown.flatMap(({ meant }) => (meant ? pathText(meant) : [])));
  const wrong = new Map<string, Finding>();
  for (const { code, path: keys } of error.issues) {
    const path = keys.map(String);
    const name = pathText(path);
    if (code === 'unrecognized_keys' || misspelt.has(name) || wrong.has(name)) continue;
    wrong.set(name, wrongValue(schema, path, valueAt(value, path), file));
  }
  return { findings: [...unknown.map(({ finding }) => finding), ...wrong.values()] };
}

function unknownKeys(
  schema: z.ZodObject,
  issues: readonly z.core.$ZodIssue[],
  known: KnownKeys,
  file: Located,
): UnknownKey[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [];
    const section = issue.path.map(String);
    const possible = Object.keys(sectionShape(schema, section));
    return issue.keys.map((key) => {
      const written = new Set(file.keysBeside([...section, key]));
      const missing = possible.filter((candidate) => !written.has(candidate));
      return unknownKey(section, key, missing, known, file);
    });
  });
}

function sectionShape(schema: z.ZodObject, path: YamlPath): z.core.$ZodShape {
  const section = fieldAt(schema, path);
  return section instanceof z.ZodObject ? section.shape : {};
}

function valueAt(value: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>(
    (current, part) => (current as Record<string, unknown> | null | undefined)?.[part],
    value,
  );
}

function wrongValue(schema: z.ZodObject, path: YamlPath, value: unknown, file: Located): Finding {
  const field = fieldAt(schema, path);
  if (!field) throw new Error(`the schema has no field at ${pathText(path)}`);
  const name = pathText(path);
  const key = path.at(-1) ?? '';
  const isItem = /^\d+$/.test(key);
  const write = (text: string) => (isItem ? `\`${text}\`` : `\`${key}: ${text}\``);
  if (value === undefined) {
    const fix = `add ${write(exampleOf(field))}`;
    return report('SLP1102', file.keyPosition(path), `\`${name}\` is missing`, fix);
  }
  if (value === null) {
    const fix = `write ${write(exampleOf(field))}`;
    return report('SLP1102', file.keyPosition(path), `\`${name}\` has no value`, fix);
  }
  const info = fieldInfo.get(field as z.ZodType);
  const written = valueText(file, path, value);
  const form = formOf(field);
  if (!info || form !== 'a single value' || typeof value === 'object') {
    const message = `\`${name}\` is ${kindOf(value, written)} instead of ${form}`;
    const list = field instanceof z.ZodArray && typeof value !== 'object' ? `[${written}]` : '';
    const example = list && z.safeParse(field, [value]).success ? list : exampleOf(field);
    return report('SLP1105', file.valuePosition(path), message, `write ${write(example)}`);
  }
  if (field instanceof z.ZodString && typeof value !== 'string') {
    const kind = typeof value === 'number' ? 'a number' : 'a truth value';
    const message = `\`${name}\` is ${written}, which YAML reads as ${kind}`;
    return report('SLP1107', file.valuePosition(path), message, `write ${write(`'${written}'`)}`);
  }
  if (info.planned.includes(String(value))) {
    const message = `\`${name}: ${written}\` is planned and not built yet`;
    const fix = `write ${write(info.suggest(value))}`;
    return report('SLP1104', file.valuePosition(path), message, fix);
  }
  const message = `\`${name}\` is ${written}; allowed: ${requirement(info.rule)}`;
  return report(
    info.rule,
    file.valuePosition(path),
    message,
    `write ${write(info.suggest(value))}`,
  );
}

/** What the title of a rule asks for: all of it, or what follows the name of the field. */
function requirement(rule: keyof typeof rules): string {
  const { title } = rules[rule];
  return title.replace(/^(`[^`]+`( and )?)+: /, '');
}

/** What a field takes, as a message names it. */
function formOf(field: z.core.$ZodType): string {
  if (field instanceof z.ZodArray) return 'a list';
  return field instanceof z.ZodObject || field instanceof z.ZodRecord
    ? 'a mapping'
    : 'a single value';
}

function kindOf(value: unknown, written: string): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a mapping' : written;
}

/** A valid value in YAML: of a section, its required keys. */
function exampleOf(field: z.core.$ZodType): string {
  const info = fieldInfo.get(field as z.ZodType);
  if (info) return info.suggest(undefined);
  if (field instanceof z.ZodArray) return '[]';
  if (!(field instanceof z.ZodObject)) return '{}';
  const required = Object.entries(field.shape as Record<string, z.ZodType>)
    .filter(([, child]) => !child.safeParse(undefined).success)
    .map(([key, child]) => `${key}: ${exampleOf(child)}`);
  return required.length === 0 ? '{}' : `{ ${required.join(', ')} }`;
}
