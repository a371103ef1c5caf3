import { inspect } from 'node:util';

/** Whether a value is an object with keys, and no list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads values of settings and collects what is wrong with them, each with where, what and what it must be. */
export class SettingsReader {
  readonly mistakes: string[] = [];

  add(mistake: string): void {
    this.mistakes.push(mistake);
  }

  mistake(where: string, value: unknown, wanted: string): void {
    const place = where === '' ? 'it' : where;
    this.add(
      value === undefined
        ? `${place} is missing: it must be ${wanted}`
        : `${place} is ${shown(value)}: it must be ${wanted}`,
    );
  }

  /** Reports keys that no setting has. */
  keysOf(where: string, value: Readonly<Record<string, unknown>>, known: readonly string[]): void {
    for (const key of Object.keys(value)) {
      if (!known.includes(key)) {
        this.add(`${where}${key} is no setting: those are ${known.join(', ')}`);
      }
    }
  }

  optional<T>(value: unknown, read: (given: unknown) => T | undefined): T | undefined {
    return value === undefined ? undefined : read(value);
  }

  whole(where: string, value: unknown, least: number, most: number): number {
    if (Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most) {
      return value as number;
    }
    const range =
      most === Number.MAX_SAFE_INTEGER ? `from ${least} on` : `from ${least} to ${most}`;
    this.mistake(where, value, `a whole number ${range}`);
    return least;
  }

  yesOrNo(where: string, value: unknown): boolean {
    if (typeof value === 'boolean') return value;
    this.mistake(where, value, 'true or false');
    return true;
  }

  text(where: string, value: unknown, pattern: RegExp, wanted: string): string | undefined {
    if (typeof value === 'string' && pattern.test(value)) return value;
    this.mistake(where, value, wanted);
    return undefined;
  }

  /** A list with at least one text. */
  texts(where: string, value: unknown, pattern: RegExp, wanted: string): string[] | undefined {
    if (!Array.isArray(value) || value.length === 0) {
      this.mistake(where, value, `a list of ${wanted}`);
      return undefined;
    }
    return value.flatMap((each: unknown, index) => {
      const text = this.text(`${where}[${index}]`, each, pattern, `one of the ${wanted}`);
      return text === undefined ? [] : [text];
    });
  }
}

function shown(value: unknown): string {
  return inspect(value, {
    breakLength: Infinity,
    depth: 1,
    maxStringLength: 80,
    maxArrayLength: 5,
  });
}
