import { endOfQuoted, scanTemplate } from './template';

/** A name or key, or an index. */
export type Step = string | number;

/** `aws_lb.main.arn` as `['aws_lb', 'main', 'arn']`, `x.y[0]["k"]` as `['x', 'y', 0, 'k']`. */
export type Traversal = readonly [string, ...Step[]];

const name = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const index = /\[\s*(?:(\d+)|"([^"\\$%]*)")\s*\]|\.(\d+)/y;
const attribute = /\s*\.\s*([\p{L}_][\p{L}\p{N}_-]*)/uy;
const keywords = new Set(['true', 'false', 'null', 'for', 'in', 'if', 'else', 'endif', 'endfor']);

/** The traversal that is the whole expression; undefined for calls, operators, splats and the rest. */
export function traversalOf(source: string): Traversal | undefined {
  const found = readTraversal(source, 0);
  return found?.end === source.length && !keywords.has(found.traversal[0])
    ? found.traversal
    : undefined;
}

/**
 * Every traversal in the strings of a template, in order, without names of functions, keys of
 * objects and variables of `for`.
 */
export function traversalsIn(template: string): Traversal[] {
  return scanTemplate(template).flatMap((part) =>
    part.kind === 'text' ? [] : traversalsOf(part.source),
  );
}

function traversalsOf(source: string): Traversal[] {
  const found: Traversal[] = [];
  /** Variables of the `for` expressions that are open, by the bracket depth they hold in. */
  const scopes: { depth: number; variables: readonly string[] }[] = [];
  let depth = 0;
  let at = 0;
  while (at < source.length) {
    const character = source.charAt(at);
    if (character === '"') {
      const end = endOfQuoted(source, at);
      found.push(...inScope(traversalsIn(source.slice(at + 1, end - 1)), scopes));
      at = end;
      continue;
    }
    if ('([{'.includes(character)) depth++;
    if (')]}'.includes(character)) {
      depth--;
      while ((scopes.at(-1)?.depth ?? 0) > depth) scopes.pop();
    }
    const read = /[\p{L}_]/u.test(character) ? readTraversal(source, at) : undefined;
    if (!read) {
      at = endOfOther(source, at);
      continue;
    }
    at = read.end;
    const [root] = read.traversal;
    const loop = root === 'for' ? /\s*([\w-]+)(?:\s*,\s*([\w-]+))?\s+in\b/y : undefined;
    const variables = loop && matchAt(loop, source, at);
    if (loop && variables) {
      scopes.push({ depth, variables: variables.slice(1).filter(Boolean) });
      at = loop.lastIndex;
    } else if (!keywords.has(root) && !isCallOrKey(source, read.end)) {
      found.push(...inScope([read.traversal], scopes));
    }
    at = endOfSplat(source, at);
  }
  return found;
}

function inScope(
  traversals: readonly Traversal[],
  scopes: readonly { readonly variables: readonly string[] }[],
): Traversal[] {
  return traversals.filter(([root]) => !scopes.some(({ variables }) => variables.includes(root)));
}

/** `x(` is a call, `{ x = …}` and `{ x : …}` are keys; `x == …` and `c ? x : y` are neither. */
function isCallOrKey(source: string, end: number): boolean {
  return /^\s*(\(|=(?![=>])|::)/.test(source.slice(end, end + 16)) || isColonKey(source, end);
}

function isColonKey(source: string, end: number): boolean {
  if (!/^\s*:/.test(source.slice(end, end + 16))) return false;
  const before = source
    .slice(0, end)
    .replace(/[\p{L}_][\p{L}\p{N}_-]*$/u, '')
    .trimEnd();
  return before.endsWith('{') || before.endsWith(',');
}

function readTraversal(
  source: string,
  start: number,
): { traversal: Traversal; end: number } | undefined {
  const root = matchAt(name, source, start);
  if (!root) return undefined;
  const steps: Step[] = [];
  let end = name.lastIndex;
  for (;;) {
    const indexed = matchAt(index, source, end);
    if (indexed) {
      steps.push(indexed[2] ?? Number(indexed[1] ?? indexed[3]));
      end = index.lastIndex;
      continue;
    }
    const named = matchAt(attribute, source, end);
    if (!named?.[1]) return { traversal: [root[0], ...steps], end };
    steps.push(named[1]);
    end = attribute.lastIndex;
  }
}

/** After `x.*` or `x[*]`, the attributes that follow belong to each element, not to a new root. */
function endOfSplat(source: string, at: number): number {
  const splat = /(?:\.\*|\[\s*\*\s*\])(?:\s*\.\s*[\p{L}_][\p{L}\p{N}_-]*|\[\s*\d+\s*\])*/uy;
  return matchAt(splat, source, at) ? splat.lastIndex : at;
}

/** A number, a name after `)` or `]`, which is no new root, or one character. */
function endOfOther(source: string, at: number): number {
  const number = /\d[\d.eE]*/y;
  if (matchAt(number, source, at)) return number.lastIndex;
  return matchAt(attribute, source, at) ? attribute.lastIndex : at + 1;
}

function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}
