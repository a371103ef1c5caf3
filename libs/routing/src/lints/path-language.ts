/** What one step of a pattern takes. */
interface Token {
  /** A character, any, or any but a slash. */
  readonly takes: string;
  /** Any number of them, none among it. */
  readonly repeated: boolean;
}

/** The texts that a pattern takes. */
export interface Language {
  readonly tokens: readonly Token[];
  /** What every one of them starts with. */
  readonly prefix: string;
  /** Whether the prefix is the only one. */
  readonly isOneText: boolean;
}

/** Stand for more than one character; no path has them. */
const anything = 'any';
const withinSegment = 'segment';

/** The texts that the value of a condition takes, `*` and `?` as an ALB has them. */
export function languageOfPattern(pattern: string): Language {
  // A run of wildcards is the same in any order: so many characters at least, and then any number.
  const normal = pattern.replace(/[*?]+/g, (run) => {
    return run.replaceAll('*', '') + (run.includes('*') ? '*' : '');
  });
  return languageOf(
    [...normal].map((character) =>
      character === '*'
        ? { takes: anything, repeated: true }
        : { takes: character === '?' ? anything : character, repeated: false },
    ),
  );
}

/**
 * The paths that a template stands for: `{id}` is a part of one segment, and `{proxy}` the rest where
 * the route has it as `{proxy+}`.
 */
export function languageOfTemplate(template: string, route: string): Language {
  const greedy = /\{([^}]+)\+\}/.exec(route)?.[1];
  const tokens = template.split(/(\{[^}]+\})/).flatMap((part): Token[] => {
    const [, name] = /^\{([^}+]+)\+?\}$/.exec(part) ?? [];
    if (name === undefined) return [...part].map((takes) => ({ takes, repeated: false }));
    // API Gateway takes slashes off the end of what a greedy variable gets.
    return [
      { takes: name === greedy ? anything : withinSegment, repeated: true },
      { takes: withinSegment, repeated: false },
    ];
  });
  return languageOf(tokens);
}

function languageOf(tokens: readonly Token[]): Language {
  const end = tokens.findIndex(({ takes, repeated }) => repeated || takes.length > 1);
  const fixed = end < 0 ? tokens : tokens.slice(0, end);
  return { tokens, prefix: fixed.map(({ takes }) => takes).join(''), isOneText: end < 0 };
}

/** Whether some text is in both languages. */
export function intersects(one: Language, other: Language): boolean {
  return areCompatible(one, other) && !isCovered([one, other], []);
}

/**
 * Whether every text that is in all of the first languages is in one of the second. Decided by running
 * all of them at once over every text that can tell them apart.
 */
export function isCovered(all: readonly Language[], by: readonly Language[]): boolean {
  const [first] = all;
  if (!first || !all.every((other) => areCompatible(first, other))) return true;
  const useful = by.filter((other) => all.every((one) => areCompatible(one, other)));
  // Nearly all pairs of patterns end here.
  if (useful.length === 0 && all.length === 1) return false;
  const start = [...all, ...useful].map(({ tokens }) => positions(tokens, [0]));
  const seen = new Set([keyOf(start)]);
  const open = [start];
  const accepts = (state: State, at: number) => {
    const language = at < all.length ? all[at] : useful[at - all.length];
    return state[at]?.at(-1) === language?.tokens.length;
  };
  for (let state = open.pop(); state; state = open.pop()) {
    const current = state;
    const inAll = all.every((_, at) => accepts(current, at));
    if (inAll && !useful.some((_, at) => accepts(current, all.length + at))) return false;
    for (const symbol of symbolsOf([...all, ...useful], current)) {
      const next = [...all, ...useful].map(({ tokens }, at) => step(tokens, current[at], symbol));
      if (next.slice(0, all.length).some(({ length }) => length === 0)) continue;
      const key = keyOf(next);
      if (seen.has(key)) continue;
      seen.add(key);
      open.push(next);
    }
  }
  return true;
}

/** Where each pattern can stand after the same text, ascending; none where it does not take it. */
type State = readonly (readonly number[])[];

/** False where no text can be in both, as their beginnings tell. */
function areCompatible(one: Language, other: Language): boolean {
  const [shorter, longer] = one.prefix.length < other.prefix.length ? [one, other] : [other, one];
  if (!longer.prefix.startsWith(shorter.prefix)) return false;
  return !shorter.isOneText || longer.prefix.length === shorter.prefix.length;
}

function keyOf(state: State): string {
  return state.map((ofOne) => ofOne.join()).join(';');
}

/** Positions with those that a repeated token lets pass. */
function positions(tokens: readonly Token[], from: readonly number[]): number[] {
  const reached = new Set<number>();
  for (const start of from) {
    let at = start;
    reached.add(at);
    while (tokens[at]?.repeated) {
      at += 1;
      reached.add(at);
    }
  }
  return [...reached].sort((a, b) => a - b);
}

function step(
  tokens: readonly Token[],
  from: readonly number[] | undefined,
  symbol: string,
): number[] {
  const reached = (from ?? []).flatMap((at) => {
    const token = tokens[at];
    if (!token || !takes(token, symbol)) return [];
    return [token.repeated ? at : at + 1];
  });
  return positions(tokens, reached);
}

/** A character that no pattern names. */
const other = '\0';

function takes({ takes: wanted }: Token, symbol: string): boolean {
  if (wanted === anything) return true;
  return wanted === withinSegment ? symbol !== '/' : wanted === symbol;
}

/** The characters that can tell the next states apart. */
function symbolsOf(languages: readonly Language[], state: State): ReadonlySet<string> {
  const symbols = new Set<string>();
  languages.forEach(({ tokens }, at) => {
    for (const position of state[at] ?? []) {
      const token = tokens[position];
      if (!token) continue;
      if (token.takes.length > 1) symbols.add(other).add('/');
      else symbols.add(token.takes);
    }
  });
  return symbols;
}
