import { stringify } from 'yaml';
import { z } from 'zod';
import { nearest } from '../nearest';
import type { RuleId } from '../rules/rules';
import { writtenNumber, type Unit } from './written-number';

/** What a message about a field needs beyond its schema. */
export interface FieldInfo {
  readonly rule: RuleId;
  /** Values that are planned; each is refused as not built yet. */
  readonly planned: readonly string[];
  /** The valid value nearest to a wrong one, as it is written in YAML. */
  readonly suggest: (value: unknown) => string;
}

/** Field schemas of the catalog with what messages say about them. */
export const fieldInfo = z.registry<FieldInfo>();

interface IntegerOptions {
  readonly min: number;
  readonly max: number;
  /** Suggested where the wrong value is no number. */
  readonly example: number;
  /** What it counts; left out, it takes no unit. */
  readonly unit?: Unit;
  /** The value of the range that is nearest to a number, where not all of them will do. */
  readonly nearest?: (number: number) => number;
}

/** A whole number in a closed range. */
export function integer(rule: RuleId, options: IntegerOptions): z.ZodNumber {
  const { min, max, example, unit, nearest = Math.round } = options;
  const suggest = (value: unknown): string => {
    const number = writtenNumber(value, unit);
    return String(number === undefined ? example : Math.min(max, Math.max(min, nearest(number))));
  };
  return withInfo(z.int().min(min).max(max), { rule, planned: [], suggest });
}

/**
 * A whole number out of few.
 * @param values ascending
 */
export function oneOfNumbers(rule: RuleId, values: readonly number[]) {
  const suggest = (value: unknown): string => {
    const wanted = Number(value) || 0;
    return String(
      values.reduce((best, candidate) =>
        Math.abs(candidate - wanted) < Math.abs(best - wanted) ? candidate : best,
      ),
    );
  };
  return withInfo(z.literal(values), { rule, planned: [], suggest });
}

/**
 * One word out of few.
 * @param planned words that are refused as not built yet
 * @param instead what is suggested for one of those; the first word where it is left out
 */
export function oneOf<const Values extends readonly [string, ...string[]]>(
  rule: RuleId,
  values: Values,
  planned: readonly string[] = [],
  instead: Values[number] = values[0],
) {
  const suggest = (value: unknown): string => {
    if (planned.includes(String(value))) return instead;
    return (typeof value === 'string' && nearest(value, values)) || values[0];
  };
  return withInfo(z.enum(values), { rule, planned, suggest });
}

/** True or false. */
export function truth(rule: RuleId): z.ZodBoolean {
  const suggest = (value: unknown): string =>
    String(['true', 'yes', 'on'].includes(String(value).toLowerCase()));
  return withInfo(z.boolean(), { rule, planned: [], suggest });
}

interface TextOptions {
  readonly max: number;
  /** What the whole text matches. */
  readonly pattern?: RegExp;
  /** A further condition; named for editors by the description of the field. */
  readonly accepts?: (value: string) => boolean;
  /** Repairs a wrong text; used only where the outcome is valid. */
  readonly repair?: (value: string) => string;
  /** Suggested where no repair helps. */
  readonly example: string;
}

/** Text of at least one character. */
export function text(rule: RuleId, options: TextOptions): z.ZodString {
  const { max, pattern, accepts, repair, example } = options;
  let schema = z.string().min(1).max(max);
  if (pattern) schema = schema.regex(pattern);
  if (accepts) schema = schema.refine(accepts);
  const suggest = (value: unknown): string => {
    const repaired = typeof value === 'string' ? repair?.(value) : undefined;
    const fits = repaired !== undefined && schema.safeParse(repaired).success;
    return stringify(fits ? repaired : example, { singleQuote: true }).trimEnd();
  };
  return withInfo(schema, { rule, planned: [], suggest });
}

function withInfo<Schema extends z.ZodType>(schema: Schema, info: FieldInfo): Schema {
  fieldInfo.add(schema, info);
  return schema;
}

/** A section whose keys are all optional, and which needs one of them. */
export function sectionOf<Schema extends z.ZodObject>(
  rule: RuleId,
  schema: Schema,
  example: string,
): Schema {
  return withInfo(schema, { rule, planned: [], suggest: () => example });
}

/** The schema of the field at a path, without its default; undefined where the path leads nowhere. */
export function fieldAt(schema: z.core.$ZodType, path: readonly PropertyKey[]) {
  let current: z.core.$ZodType | undefined = bare(schema);
  for (const part of path) {
    current = current && childOf(current, part);
    if (!current) return undefined;
    current = bare(current);
  }
  return current;
}

function childOf(schema: z.core.$ZodType, part: PropertyKey): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) return schema.shape[part as string] as z.ZodType | undefined;
  if (schema instanceof z.ZodRecord) return schema.valueType;
  if (schema instanceof z.ZodArray) return schema.element;
  return undefined;
}

function bare(schema: z.core.$ZodType): z.core.$ZodType {
  const wrapped = schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;
  return wrapped || schema instanceof z.ZodOptional ? bare(schema.unwrap()) : schema;
}
