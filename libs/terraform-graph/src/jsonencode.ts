import { endOfQuoted, scanTemplate } from './template';

/**
 * The value that a template encodes, where it is `${jsonencode(…)}` and nothing else; undefined for
 * every other one. Its strings keep their `${…}`, and what is computed within it, as in
 * `{ port = var.port }`, becomes such a string.
 * https://developer.hashicorp.com/terraform/language/functions/jsonencode
 */
export function jsonencodedValue(template: string): unknown {
  // A document may be a megabyte of JSON text.
  if (!template.startsWith('${')) return undefined;
  const [part, ...more] = scanTemplate(template);
  if (part?.kind !== 'expression' || more.length > 0) return undefined;
  const call = /^jsonencode\s*\(/.exec(part.source);
  if (!call || endOfBrackets(part.source, call[0].length - 1) !== part.source.length) {
    return undefined;
  }
  return new ValueReader(part.source.slice(call[0].length, -1)).whole();
}

/** White space, with newlines, and comments. */
const blank = /(?:\s|#.*|\/\/.*|\/\*[\s\S]*?\*\/)*/y;
/** The same on one line. */
const gap = /(?:[^\S\n]|\/\*[\s\S]*?\*\/)*/y;
const literal = /(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(?![\w.-])/y;
const key = /[\p{L}_][\p{L}\p{N}_-]*/uy;
/** What a value ends before. */
const end = /[,}\])\n#]|\/\/|$/y;
const forExpression = /[[{]\s*for\s/y;

/** Reads a value of Terraform's native syntax. */
class ValueReader {
  private at = 0;

  constructor(private readonly source: string) {}

  whole(): unknown {
    return this.value(true);
  }

  /** @param spansLines whether the value goes on after a newline, as within brackets */
  private value(spansLines: boolean): unknown {
    this.take(blank);
    const start = this.at;
    const read = this.plain();
    // A value that goes on, as in `"a" == var.b`, is computed.
    if (read && this.ends(spansLines)) return read.value;
    this.at = this.endOfExpression(start, spansLines);
    return `\${${this.source.slice(start, this.at).trim()}}`;
  }

  /** A value that nothing has to be computed for; undefined for others. */
  private plain(): { readonly value: unknown } | undefined {
    if (this.matches(forExpression)) return undefined;
    const character = this.source[this.at];
    if (character === '{') return { value: this.object() };
    if (character === '[') return { value: this.tuple() };
    if (character === '"') return { value: this.quoted() };
    const written = this.take(literal);
    return written === undefined ? undefined : { value: JSON.parse(written) as unknown };
  }

  private object(): Record<string, unknown> {
    const entries: [string, unknown][] = [];
    this.at += 1;
    for (this.take(blank); !this.isAt('}'); this.take(blank)) {
      const name = this.key();
      this.take(blank);
      this.at += 1;
      entries.push([name, this.value(false)]);
      this.take(blank);
      if (this.isAt(',')) this.at += 1;
    }
    this.at += 1;
    return Object.fromEntries(entries);
  }

  /** A key that is computed, `(var.name)`, stays an expression. */
  private key(): string {
    if (this.isAt('"')) return this.quoted();
    if (!this.isAt('(')) return this.take(key) ?? '';
    const start = this.at;
    this.at = endOfBrackets(this.source, start);
    return `\${${this.source.slice(start + 1, this.at - 1).trim()}}`;
  }

  private tuple(): unknown[] {
    const values: unknown[] = [];
    this.at += 1;
    for (this.take(blank); !this.isAt(']'); this.take(blank)) {
      values.push(this.value(true));
      this.take(blank);
      // What stands there instead, where brackets do not match, is passed over.
      if (!this.isAt(']')) this.at += 1;
    }
    this.at += 1;
    return values;
  }

  private quoted(): string {
    const start = this.at;
    this.at = endOfQuoted(this.source, start);
    return scanTemplate(this.source.slice(start + 1, this.at - 1))
      .map((part) => {
        if (part.kind === 'text') return unescaped(part.text).replace(/([$%])\{/g, '$1$1{');
        return `${part.kind === 'expression' ? '$' : '%'}{${part.source}}`;
      })
      .join('');
  }

  /** Whether nothing of the value follows. */
  private ends(spansLines: boolean): boolean {
    const before = this.at;
    this.take(spansLines ? blank : gap);
    const isEnd = this.matches(end);
    this.at = before;
    return isEnd;
  }

  private endOfExpression(start: number, spansLines: boolean): number {
    let at = start;
    while (at < this.source.length) {
      const character = this.source.charAt(at);
      if (/[,}\])#]/.test(character) || this.source.startsWith('//', at)) return at;
      if (character === '\n' && !spansLines) return at;
      if ('([{'.includes(character)) at = endOfBrackets(this.source, at);
      else at = character === '"' ? endOfQuoted(this.source, at) : at + 1;
    }
    return at;
  }

  private isAt(character: string): boolean {
    return this.at >= this.source.length || this.source[this.at] === character;
  }

  private matches(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    return pattern.test(this.source);
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.source) ?? [];
    this.at += found?.length ?? 0;
    return found;
  }
}

/** Index after the bracket that closes the one at `start`; the text's length where it is never closed. */
function endOfBrackets(source: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < source.length) {
    const character = source.charAt(at);
    if ('([{'.includes(character)) depth += 1;
    if (')]}'.includes(character)) depth -= 1;
    at = character === '"' ? endOfQuoted(source, at) : at + 1;
    if (depth === 0) return at;
  }
  return source.length;
}

/** https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences */
function unescaped(text: string): string {
  return text.replace(/\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|([nrt"\\]))/g, (_, ...found) => {
    const [short, long, letter] = found as (string | undefined)[];
    const digits = short ?? long;
    if (digits !== undefined) return String.fromCodePoint(Number.parseInt(digits, 16));
    return { n: '\n', r: '\r', t: '\t' }[letter ?? ''] ?? letter ?? '';
  });
}
