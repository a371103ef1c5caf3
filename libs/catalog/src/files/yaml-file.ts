import { Composer, isAlias, isMap, isScalar, isSeq, Parser } from 'yaml';
import type { CST, Document, ParsedNode, YAMLError, YAMLMap } from 'yaml';
import type { Finding, SourcePosition } from '../finding';
import { report } from '../report';
import type { SourceText } from './source-text';
import { describeYamlError } from './yaml-error';

export type YamlPath = readonly string[];

/** The deepest nesting that is read; the composer of `yaml` recurses once per level. */
const maxDepth = 32;

/** A well-formed YAML mapping with the place of each of its keys and values. */
export interface YamlFile {
  readonly value: Readonly<Record<string, unknown>>;
  /** Where the key of the deepest written ancestor of the path stands; the path itself where it is written. */
  keyPosition(path: YamlPath): SourcePosition;
  /** Where the value stands, if it is text, a number or the like; for a mapping or list, where its key does. */
  valuePosition(path: YamlPath): SourcePosition;
  /** How many leading parts of the path are written in the file. */
  writtenDepth(path: YamlPath): number;
  /** The keys of the mapping that the deepest written part of the path stands in, its own among them. */
  keysBeside(path: YamlPath): readonly string[];
  /** The characters of a value that is no mapping or list, as they stand in the file. */
  written(path: YamlPath): string | undefined;
}

/** Parses one file; without `yaml` there is at least one error among the findings. */
export function parseYaml(source: SourceText): { yaml?: YamlFile; findings: Finding[] } {
  const at = (offset: number) => source.positionAt(offset);
  const tokens = [...new Parser().parse(source.text)];
  const tooDeep = firstBelow(tokens, maxDepth);
  if (tooDeep) {
    const message = `the values here nest more than ${maxDepth} deep`;
    return { findings: [report('SLP1013', at(tooDeep.offset), message, 'nest less')] };
  }
  const [document, second] = composeAll(tokens, source.text.length);
  const [error] = document?.errors ?? [];
  if (error) return { findings: [brokenYaml(error, tokens, source)] };
  if (second) {
    const message = `a second document begins here`;
    const fix = 'remove the line `---` and what belongs to the other document';
    return { findings: [report('SLP1010', at(startOf(second, source.text)), message, fix)] };
  }
  return fromDocument(document, source);
}

function fromDocument(
  document: Document.Parsed | undefined,
  source: SourceText,
): { yaml?: YamlFile; findings: Finding[] } {
  const contents = document?.contents;
  if (!contents || (isScalar(contents) && contents.source === '')) {
    const message = 'the file is empty';
    const fix = 'describe what it is named after, or remove the file';
    return { findings: [report('SLP1011', source.positionAt(0), message, fix)] };
  }
  if (!isMap(contents)) {
    const message = `the file is ${isSeq(contents) ? 'a list' : 'a single value'} instead of a mapping of keys to values`;
    const fix = 'begin with a key, as in `name: quotes`';
    return {
      findings: [report('SLP1012', source.positionAt(contents.range[0]), message, fix)],
    };
  }
  const findings: Finding[] = [];
  const value = readMap(contents, source, findings);
  return findings.length > 0 ? { findings } : { yaml: yamlFile(contents, value, source), findings };
}

function composeAll(tokens: CST.Token[], length: number): Document.Parsed[] {
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    stringKeys: true,
    // `readMap` looks for them itself, in linear time and with both positions.
    uniqueKeys: false,
    keepSourceTokens: false,
    logLevel: 'silent',
  });
  return [...composer.compose(tokens, true, length)] as Document.Parsed[];
}

/** The first token that stands more than `depth` levels deep. */
function firstBelow(tokens: readonly CST.Token[], depth: number): CST.Token | undefined {
  for (const { token, level } of everyToken(tokens)) if (level > depth) return token;
  return undefined;
}

/** Every token of the documents with the number of mappings and lists around it. Walks without recursion. */
function* everyToken(
  tokens: readonly CST.Token[],
): Generator<{ readonly token: CST.Token; readonly level: number }> {
  const open = tokens.map((token) => ({ token, level: 0 }));
  for (let entry = open.pop(); entry; entry = open.pop()) {
    yield entry;
    const { token, level } = entry;
    if (token.type === 'document' && token.value) open.push({ token: token.value, level });
    if (!('items' in token)) continue;
    for (const item of token.items) {
      if ('key' in item && item.key) open.push({ token: item.key, level: level + 1 });
      if (item.value) open.push({ token: item.value, level: level + 1 });
    }
  }
}

function brokenYaml(error: YAMLError, tokens: readonly CST.Token[], source: SourceText): Finding {
  const quote = openQuote(tokens);
  if (quote && error.code === 'MISSING_CHAR') {
    const character = quote.source.charAt(0);
    const message = `the \`${character}\` that opens here is not closed`;
    return report(
      'SLP1005',
      source.positionAt(quote.offset),
      message,
      `add the closing ${character}`,
    );
  }
  const { message, fix } = describeYamlError(error);
  return report('SLP1005', source.positionAt(error.pos[0]), message, fix);
}

/** The quoted text that lacks its closing quote, and so runs to the end of the file. */
function openQuote(tokens: readonly CST.Token[]): CST.FlowScalar | undefined {
  for (const { token } of everyToken(tokens)) {
    if (token.type !== 'double-quoted-scalar' && token.type !== 'single-quoted-scalar') continue;
    const { source } = token;
    if (source.length === 1 || !source.endsWith(source.charAt(0))) return token;
  }
  return undefined;
}

/** Where the line `---` of a document is, which is not part of its range. */
function startOf(document: Document.Parsed, text: string): number {
  const marker = text.lastIndexOf('---', document.range[0]);
  return marker === -1 ? document.range[0] : marker;
}

type PlainValue = string | number | boolean | null | PlainValue[] | { [key: string]: PlainValue };

/** The plain value of a mapping. What may not be in it is added to the findings. */
function readMap(
  map: YAMLMap.Parsed,
  source: SourceText,
  findings: Finding[],
): Record<string, PlainValue> {
  refuseProperties(map, source, findings);
  const entries = new Map<string, { offset: number; value: PlainValue }>();
  for (const { key, value } of map.items) {
    const name = nameOf(key);
    const offset = key.range[0];
    refuseProperties(key, source, findings);
    const first = entries.get(name);
    if (name === '<<') {
      const fix = 'write the keys out, or state what differs in a stage below `stages`';
      findings.push(
        report('SLP1008', source.positionAt(offset), '`<<` would merge another mapping', fix),
      );
    } else if (first) {
      const { line, column } = source.positionAt(first.offset);
      const message = `\`${name}\` is written twice; the first is in line ${line}, column ${column}`;
      findings.push(report('SLP1006', source.positionAt(offset), message, 'remove one of the two'));
    } else {
      entries.set(name, { offset, value: value ? readNode(value, source, findings) : null });
    }
  }
  // Unlike an assignment this makes a key such as `__proto__` an ordinary one.
  return Object.fromEntries([...entries].map(([name, { value }]) => [name, value]));
}

function readNode(node: ParsedNode, source: SourceText, findings: Finding[]): PlainValue {
  if (isAlias(node)) {
    const message = `\`*${node.source}\` takes its value from another line`;
    const fix = 'write the value out';
    findings.push(report('SLP1007', source.positionAt(node.range[0]), message, fix));
    return null;
  }
  if (isMap(node)) return readMap(node as YAMLMap.Parsed, source, findings);
  refuseProperties(node, source, findings);
  if (isSeq(node)) {
    return node.items.map((item) => readNode(item as ParsedNode, source, findings));
  }
  return node.value as PlainValue;
}

function refuseProperties(node: ParsedNode, source: SourceText, findings: Finding[]): void {
  const position = () => source.positionAt(node.range[0]);
  if ('anchor' in node && node.anchor) {
    const message = `\`&${node.anchor}\` names a value for use in another line`;
    findings.push(report('SLP1007', position(), message, `remove \`&${node.anchor}\``));
  }
  if (node.tag && !isAlias(node)) {
    const message = `the tag \`${node.tag}\` has no meaning here`;
    findings.push(report('SLP1009', position(), message, 'remove the tag'));
  }
}

function yamlFile(
  root: YAMLMap.Parsed,
  value: Record<string, PlainValue>,
  source: SourceText,
): YamlFile {
  return {
    value,
    keyPosition: (path) => source.positionAt(find(root, path).keyOffset),
    valuePosition(path) {
      const { depth, keyOffset, node } = find(root, path);
      const isText = depth === path.length && isScalar(node) && node.range[1] > node.range[0];
      return source.positionAt(isText ? node.range[0] : keyOffset);
    },
    writtenDepth: (path) => find(root, path).depth,
    keysBeside(path) {
      const { depth } = find(root, path);
      const { node } = find(root, path.slice(0, Math.max(0, depth - 1)));
      return isMap(node) ? (node as YAMLMap.Parsed).items.map(({ key }) => nameOf(key)) : [];
    },
    written(path) {
      const { depth, node } = find(root, path);
      if (depth !== path.length || !isScalar(node)) return undefined;
      return source.text.slice(node.range[0], node.range[1]);
    },
  };
}

function nameOf(key: ParsedNode): string {
  return isScalar(key) ? String(key.value) : '';
}

interface Place {
  readonly depth: number;
  readonly keyOffset: number;
  readonly node: ParsedNode | null;
}

function find(root: YAMLMap.Parsed, path: YamlPath): Place {
  let place: Place = { depth: 0, keyOffset: root.range[0], node: root };
  for (const part of path) {
    const next = child(place, part);
    if (!next) break;
    place = next;
  }
  return place;
}

function child({ depth, node }: Place, part: string): Place | undefined {
  if (isMap(node)) {
    const pair = (node as YAMLMap.Parsed).items.find(({ key }) => nameOf(key) === part);
    return pair && { depth: depth + 1, keyOffset: pair.key.range[0], node: pair.value };
  }
  if (isSeq(node)) {
    const item = node.items[Number(part)] as ParsedNode | undefined;
    return item && { depth: depth + 1, keyOffset: item.range[0], node: item };
  }
  return undefined;
}
