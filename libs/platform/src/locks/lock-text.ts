import type { Finding } from '@slipway/catalog';
import { ascending } from '../order';
import { report } from '../report';
import type { Lock, LockEntry } from './lock';

/** Reads what stands after a service's name: the value, or what is wrong with it and what would be right. */
export type ReadValue<Value> = (
  json: unknown,
) => { readonly value: Value } | { readonly wrong: string; readonly right: string };

export interface ParsedLock<Value> {
  readonly lock: Lock<Value>;
  readonly findings: readonly Finding[];
}

const version = 1;
const header = /^\{\s*"version"\s*:\s*(-?[\d.]+)$/;
/** As the catalog takes them: a name becomes part of resource names. */
const serviceName = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const conflictMarker = /^(<{7}|\|{7}|={7}|>{7})( |$)/;

/**
 * Reads a lock: a line with the version, a line for each service that starts with a comma, a `}`. In
 * this form any union of two versions' lines is one JSON document again. Lines may be in any order,
 * equal ones count as one, and a service whose line is broken is not in the result.
 */
export function parseLock<Value>(
  file: string,
  text: string,
  readValue: ReadValue<Value>,
): ParsedLock<Value> {
  const findings: Finding[] = [];
  const entries = new Map<string, LockEntry<Value>>();
  const lines = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((line, index) => ({ text: line.trim(), number: index + 1 }))
    .filter((line) => line.text !== '');

  const conflict = lines.find((line) => conflictMarker.test(line.text));
  if (conflict) {
    const position = { file, line: conflict.number, column: 1 };
    const message = `the file has a merge conflict: \`${conflict.text}\``;
    findings.push(
      report('SLP2002', position, message, 'keep the lines of both sides and delete the markers'),
    );
    return { lock: { file, entries }, findings };
  }

  findings.push(...frameFindings(file, lines));
  for (const line of lines) {
    if (header.test(line.text) || line.text === '}') continue;
    const position = { file, line: line.number, column: 1 };
    const entry = readEntry(line.text);
    if (!entry) {
      findings.push(
        report(
          'SLP2004',
          position,
          `\`${excerpt(line.text)}\` is not the line of a service`,
          'restore the line from git; it looks like `,"quotes": {…}`',
        ),
      );
      continue;
    }
    const read = readValue(entry.json);
    if ('wrong' in read) {
      const message = `the entry of ${entry.service} ${read.wrong}`;
      findings.push(report('SLP2006', position, message, read.right));
      continue;
    }
    const earlier = entries.get(entry.service);
    if (!earlier) {
      entries.set(entry.service, { value: read.value, line: line.number });
    } else if (JSON.stringify(earlier.value) !== JSON.stringify(read.value)) {
      const message = `line ${earlier.line} says something else about ${entry.service}`;
      const fix = `delete line ${line.number} or line ${earlier.line}`;
      findings.push(report('SLP2005', position, message, fix));
    }
  }
  return { lock: { file, entries }, findings };
}

interface Line {
  readonly text: string;
  readonly number: number;
}

/** What is wrong with the first and the last line. */
function frameFindings(file: string, lines: readonly Line[]): Finding[] {
  const findings: Finding[] = [];
  const first = lines[0];
  const last = lines.at(-1);
  const found = header.exec(first?.text ?? '')?.[1];
  if (found !== String(version)) {
    findings.push(
      report(
        'SLP2003',
        { file, line: first?.number ?? 1, column: 1 },
        found === undefined
          ? `the file begins with \`${excerpt(first?.text ?? '')}\`, not with a version`
          : `the file has version ${found}, and this slipway knows version ${version}`,
        found === undefined
          ? `restore the first line from git: \`${firstLine}\``
          : 'use the version of slipway in package.json: npm ci',
      ),
    );
  }
  if (last?.text !== '}') {
    findings.push(
      report(
        'SLP2004',
        { file, line: last?.number ?? 1, column: 1 },
        `the file ends with \`${excerpt(last?.text ?? '')}\`: it was cut off`,
        'restore the file from git; its last line is `}`',
      ),
    );
  }
  return findings;
}

function readEntry(line: string): { readonly service: string; readonly json: unknown } | undefined {
  if (!line.startsWith(',')) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(`{${line.slice(1)}}`);
  } catch {
    return undefined;
  }
  const [entry, ...others] = Object.entries(parsed as object);
  if (!entry || others.length > 0 || !serviceName.test(entry[0])) return undefined;
  return { service: entry[0], json: entry[1] };
}

function excerpt(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

const firstLine = `{ "version": ${version}`;

/** Text of a lock, entries sorted by name; `toJson` gives the members of a value in their order. */
export function formatLock<Value>(
  { entries }: Lock<Value>,
  toJson: (value: Value) => object,
): string {
  const lines = [...entries]
    .sort(ascending(([service]) => service))
    .map(
      ([service, { value }]) => `,${JSON.stringify(service)}: ${JSON.stringify(toJson(value))}\n`,
    );
  return `${firstLine}\n${lines.join('')}}\n`;
}
