import type { z } from 'zod';
import type { YamlPath } from '../files/yaml-file';
import type { Finding } from '../finding';
import { nearest } from '../nearest';
import { report } from '../report';
import type { RuleId } from '../rules/rules';
import { pathText, valueText, type Located } from './located';

interface Choice<Schemas extends Readonly<Record<string, z.ZodObject>>> {
  readonly rule: RuleId;
  readonly schemas: Schemas;
  /** Values that are refused as not built yet. */
  readonly planned: readonly string[];
}

/** The schema that the value at a path picks, or why there is none. */
export function choose<Schemas extends Readonly<Record<string, z.ZodObject>>>(
  path: YamlPath,
  value: unknown,
  { rule, schemas, planned }: Choice<Schemas>,
  file: Located,
): { chosen?: keyof Schemas & string; finding?: Finding } {
  const options = Object.keys(schemas);
  const name = pathText(path);
  const key = path.at(-1) ?? '';
  if (typeof value === 'string' && options.includes(value)) return { chosen: value };
  const example = nearest(String(value), options) ?? options[0] ?? '';
  if (value === undefined || value === null) {
    const message = `\`${name}\` ${value === null ? 'has no value' : 'is missing'}`;
    const fix = `add \`${key}: ${example}\``;
    return { finding: report('SLP1102', file.keyPosition(path), message, fix) };
  }
  const written = valueText(file, path, value);
  const position = file.valuePosition(path);
  const fix = `write \`${key}: ${example}\``;
  if (planned.includes(String(value))) {
    const message = `\`${name}: ${written}\` is planned and not built yet`;
    return { finding: report('SLP1104', position, message, fix) };
  }
  const message = `\`${name}\` is ${written}; allowed: ${options.join(', ').replace(/, ([^,]*)$/, ' or $1')}`;
  return { finding: report(rule, position, message, fix) };
}
