/** What a number of a field counts. */
export type Unit = keyof typeof factors;

/** Units that people write, and how many of the field's own each is. */
const factors = {
  MiB: { m: 1, mb: 1, mib: 1, g: 1024, gb: 1024, gib: 1024 },
  GiB: { g: 1, gb: 1, gib: 1 },
  seconds: { s: 1, sec: 1, seconds: 1, m: 60, min: 60, minutes: 60, h: 3600 },
  milliseconds: { ms: 1, s: 1000, sec: 1000, seconds: 1000 },
  percent: { '%': 1 },
  cpuUnits: { vcpu: 1024, cpu: 1024 },
} as const satisfies Readonly<Record<string, Readonly<Record<string, number>>>>;

/** The number that was meant by a value, as 2048 by `2GB`; undefined where it is no number, or of a unit unlike the field's. */
export function writtenNumber(value: unknown, unit?: Unit): number | undefined {
  const [, digits, word = ''] = /^\s*(-?\d+(?:\.\d+)?)\s*([a-z%]*)\s*$/i.exec(String(value)) ?? [];
  if (digits === undefined) return undefined;
  if (word === '') return Number(digits);
  const known: Readonly<Record<string, number>> = unit ? factors[unit] : {};
  const factor = known[word.toLowerCase()];
  return factor === undefined ? undefined : Number(digits) * factor;
}
