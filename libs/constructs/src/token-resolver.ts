import { resolve, type TerraformStack } from './terraform';

/** What cdktf puts into text, lists and keys to stand for a value. */
const marker = 'TfToken[';
/** A value in a text. */
const textMarkers = /\$\{TfToken\[[^\]]+\]\}/g;
/** An expression that somebody wrote into a text: values inside it lose their braces. */
const writtenExpression = /\$\{(?!TfToken\[)/;
/** A list or a map in a text, which cdktf refuses. */
const misplacedMarker = /[#&]\{TfToken\[/;
/** A number that stands for a value, written out inside a text. */
const numberMarker = /e\+\d/;
/** Numbers that stand for values are below this one. */
const lowestNumber = -1e280;

/**
 * Resolves the tokens of a stack's elements to what cdktf's own `resolve` gives. That one makes a
 * context and scans text four times for every key and every leaf, tokens or none, and a long text once
 * for each token in it; here it is asked only about single tokens and about rare forms, and once about
 * each text that recurs.
 */
export class TokenResolver {
  private readonly texts = new Map<string, unknown>();

  constructor(private readonly stack: TerraformStack) {}

  /** The value with its tokens resolved and without what is undefined. */
  resolve(value: unknown): unknown {
    if (typeof value === 'string') return mayHoldToken(value) ? this.text(value) : value;
    if (typeof value === 'number' && !mayHoldToken(value)) return value;
    if (typeof value === 'boolean' || value === null || value === undefined) return value;
    if (Array.isArray(value) && !value.some(mayHoldToken)) {
      return value.map((item) => this.resolve(item)).filter((item) => item !== undefined);
    }
    if (isRecord(value) && !Object.keys(value).some(mayHoldToken)) return this.record(value);
    return resolve(this.stack, value, true);
  }

  private record(value: Readonly<Record<string, unknown>>): unknown {
    const resolved: Record<string, unknown> = {};
    for (const key of Object.keys(value)) {
      const found = this.resolve(value[key]);
      if (found !== undefined) resolved[key] = found;
    }
    return resolved;
  }

  private text(text: string): unknown {
    if (this.texts.has(text)) return this.texts.get(text);
    const resolved = this.joined(text) ?? (resolve(this.stack, text, true) as unknown);
    // A list or a map may be changed by who gets it.
    if (typeof resolved !== 'object') this.texts.set(text, resolved);
    return resolved;
  }

  /** The text with each token resolved by itself; undefined where that is not all there is to do. */
  private joined(text: string): string | undefined {
    const rare = [writtenExpression, misplacedMarker, numberMarker];
    if (rare.some((form) => form.test(text))) return undefined;
    const tokens = text.match(textMarkers) ?? [];
    if (tokens[0] === text) return undefined;
    const values = tokens.map((token) => this.text(token));
    if (!values.every((value) => typeof value === 'string')) return undefined;
    const literals = text.split(textMarkers);
    return literals.map((literal, at) => `${literal}${values[at] ?? ''}`).join('');
  }
}

/** Whether a text, an item of a list or a key may stand for another value, or hold one. */
function mayHoldToken(value: unknown): boolean {
  if (typeof value === 'string') return value.includes(marker) || numberMarker.test(value);
  return typeof value === 'number' && value < lowestNumber;
}

/** Whether it is an object that somebody wrote, and no construct or token of cdktf. */
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || 'resolve' in value) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
