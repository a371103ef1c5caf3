/** One of the six fields of a cron expression, as EventBridge Scheduler reads it. */
export interface CronField {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Words for the numbers from `min` on. */
  readonly words?: readonly string[];
  /** Forms that stand alone, besides `*` and lists. */
  readonly special?: { readonly pattern: RegExp; readonly form: string };
  readonly steps: boolean;
  /** A value that is right in every expression. */
  readonly example: string;
}

const months = [
  ...['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
];
const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based */
export const cronFields: readonly CronField[] = [
  { name: 'minutes', min: 0, max: 59, steps: true, example: '0' },
  { name: 'hours', min: 0, max: 23, steps: true, example: '0' },
  {
    name: 'day of month',
    min: 1,
    max: 31,
    special: { pattern: /^(\?|L|LW|([1-9]|[12]\d|3[01])W)$/, form: '?, L, LW or 15W' },
    steps: true,
    example: '*',
  },
  { name: 'month', min: 1, max: 12, words: months, steps: true, example: '*' },
  {
    name: 'day of week',
    min: 1,
    max: 7,
    words: days,
    special: {
      pattern: new RegExp(`^(\\?|L|([1-7]|${days.join('|')})(L|#[1-5]))$`),
      form: '?, L, 6L or 6#3',
    },
    steps: false,
    example: '*',
  },
  { name: 'year', min: 1970, max: 2199, steps: true, example: '*' },
];

/** What is wrong with a field and the nearest that is right; undefined where nothing is. */
export function cronFieldProblem(
  field: CronField,
  text: string,
): { readonly what: string; readonly nearest: string } | undefined {
  if (text === '*' || field.special?.pattern.test(text)) return undefined;
  const parts = text.split(',').map((part) => readPart(field, part));
  const wrong = parts.find(({ what }) => what !== undefined);
  if (wrong?.what === undefined) return undefined;
  const nearest = parts.map((part) => part.nearest).join(',');
  return { what: wrong.what, nearest: parts.some((part) => part.lost) ? field.example : nearest };
}

interface Part {
  readonly what?: string;
  /** The part where it is right, else what it was nearly. */
  readonly nearest: string;
  /** True where nothing of it can be kept. */
  readonly lost?: boolean;
}

function readPart(field: CronField, part: string): Part {
  const [range = '', step, ...more] = part.split('/');
  if (step === undefined) return readRange(field, range);
  if (!field.steps) {
    return { what: `takes no steps with /, and \`${part}\` has one`, nearest: '', lost: true };
  }
  const largest = field.max - field.min;
  if (more.length > 0 || !/^\d+$/.test(step) || Number(step) < 1 || Number(step) > largest) {
    const nearest = `${range}/${Math.min(largest, Math.max(1, Number(step) || 1))}`;
    return { what: `takes steps of 1 to ${largest}, and \`${part}\` has another`, nearest };
  }
  const { what, nearest, lost } =
    range === '*' ? { what: undefined, nearest: '*', lost: false } : readRange(field, range);
  return { what, nearest: `${nearest}/${step}`, lost };
}

function readRange(field: CronField, range: string): Part {
  const [first = '', last, ...more] = range.split('-');
  const from = numberOf(field, first);
  if (from === undefined) return notAllowed(field, range, first);
  if (last === undefined) return { nearest: range };
  const to = numberOf(field, last);
  if (to === undefined || more.length > 0) return notAllowed(field, range, undefined);
  if (from <= to) return { nearest: range };
  const end = field.words?.at(-1) ?? String(field.max);
  const start = field.words?.[0] ?? String(field.min);
  const runs = [
    first === end ? end : `${first}-${end}`,
    last === start ? start : `${start}-${last}`,
  ];
  return { what: `takes ranges upwards only, and \`${range}\` goes down`, nearest: runs.join(',') };
}

function notAllowed(field: CronField, range: string, single: string | undefined): Part {
  const { min, max, words, special } = field;
  const spoken = [
    `${min} to ${max}`,
    ...(words ? [`${words[0]} to ${words.at(-1)}`] : []),
    ...(special ? [special.form] : []),
  ];
  const what = `takes ${spoken.join(', ')}, and \`${range}\` is none of them`;
  const isNumber = single === range && /^\d+$/.test(range);
  return isNumber
    ? { what, nearest: String(Math.min(max, Math.max(min, Number(range)))) }
    : { what, nearest: '', lost: true };
}

function numberOf({ min, max, words = [] }: CronField, text: string): number | undefined {
  const word = words.indexOf(text);
  if (word >= 0) return min + word;
  const number = /^\d+$/.test(text) ? Number(text) : NaN;
  return number >= min && number <= max ? number : undefined;
}
