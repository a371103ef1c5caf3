import { cronFieldProblem, cronFields } from './cron-field';

/** Why EventBridge Scheduler would refuse an expression. */
export interface ExpressionProblem {
  /** Follows the expression in a sentence: `has five fields instead of six`. */
  readonly what: string;
  /** The nearest expression that may be right. */
  readonly nearest: string;
}

/**
 * What is wrong with a schedule expression; undefined where Scheduler takes it.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function expressionProblem(expression: string): ExpressionProblem | undefined {
  const found = problem(expression);
  if (!found) return undefined;
  // A repair can show the next mistake; each one removes one.
  let { nearest } = found;
  for (let next = problem(nearest); next; next = problem(nearest)) nearest = next.nearest;
  return { ...found, nearest };
}

function problem(expression: string): ExpressionProblem | undefined {
  const [, kind = '', inside = ''] = /^(rate|cron|at)\((.*)\)$/s.exec(expression) ?? [];
  switch (kind) {
    case 'rate':
      return rateProblem(inside);
    case 'cron':
      return cronProblem(inside);
    case 'at':
      return atProblem(inside);
    default:
      return {
        what: 'is neither rate(…), cron(…) nor at(…)',
        nearest: wrapped(expression.trim()),
      };
  }
}

function wrapped(text: string): string {
  if (/^(\S+\s+){4,5}\S+$/.test(text)) return `cron(${text})`;
  if (/^\d+ [a-z]+$/.test(text)) return `rate(${text})`;
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return `at(${text})`;
  return 'rate(1 hour)';
}

const units = ['minute', 'hour', 'day'];

function rateProblem(inside: string): ExpressionProblem | undefined {
  const [, value = '', unit = ''] = /^(\S+) (\S+)$/.exec(inside) ?? [];
  const count = /^\d+$/.test(value) ? Math.max(1, Number(value)) : 1;
  const singular = unit.toLowerCase().replace(/s$/, '');
  const known = units.includes(singular);
  const right = `${count} ${known ? singular : 'minute'}${count === 1 ? '' : 's'}`;
  const nearest = `rate(${right})`;
  if (!/^[1-9]\d*$/.test(value)) {
    return { what: 'has no whole number above 0 and a unit, as in rate(5 minutes)', nearest };
  }
  if (!known || unit !== unit.toLowerCase()) {
    return { what: `has the unit ${unit} instead of minutes, hours or days`, nearest };
  }
  if (inside === right) return undefined;
  const form = count === 1 ? 'singular' : 'plural';
  return { what: `has a unit that is not ${form} after ${count}`, nearest };
}

function cronProblem(inside: string): ExpressionProblem | undefined {
  const fields = inside.trim().split(/\s+/);
  if (fields.length !== cronFields.length) {
    const six = fields.length === 5 ? [...fields, '*'] : ['0', '0', '*', '*', '?', '*'];
    const count = inside.trim() === '' ? 0 : fields.length;
    return {
      what: `has ${count} fields instead of six: ${cronFields.map(({ name }) => name).join(', ')}`,
      nearest: cron(six),
    };
  }
  for (const [index, field] of cronFields.entries()) {
    const found = cronFieldProblem(field, fields[index] ?? '');
    if (found) {
      return {
        what: `has a ${field.name} that it cannot have: the field ${found.what}`,
        nearest: cron(fields.with(index, found.nearest)),
      };
    }
  }
  return daysProblem(fields);
}

/** Position of the day of month and of the day of week. */
const dayFields = [2, 4] as const;

function daysProblem(fields: readonly string[]): ExpressionProblem | undefined {
  const [ofMonth, ofWeek] = dayFields;
  const open = dayFields.filter((index) => fields[index] === '?');
  if (open.length === 1) return undefined;
  if (open.length === 2) {
    const what = 'has ? as day of month and as day of week, and only one of them may be';
    return { what, nearest: cron(fields.with(ofMonth, '*')) };
  }
  const what = 'says both the day of month and the day of week, and one of them must be ?';
  const leave = fields[ofMonth] === '*' && fields[ofWeek] !== '*' ? ofMonth : ofWeek;
  return { what, nearest: cron(fields.with(leave, '?')) };
}

function cron(fields: readonly string[]): string {
  return `cron(${fields.join(' ')})`;
}

function atProblem(inside: string): ExpressionProblem | undefined {
  const [, date = '2030-01-31', minute, second, rest = ''] =
    /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::(\d\d))?)?(.*)$/s.exec(inside) ?? [];
  const time = `${date}T${minute ?? '09:00'}:${second ?? '00'}`;
  const nearest = `at(${time})`;
  if (second === undefined) {
    return { what: 'has no date and time to the second, as in at(2030-01-31T09:00:00)', nearest };
  }
  if (rest !== '') {
    return { what: `goes on with ${rest} after the seconds; the zone is \`timezone\``, nearest };
  }
  const moment = new Date(`${time}Z`);
  const exists = !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(time);
  if (exists) return undefined;
  return { what: 'has a date or time that does not exist', nearest: 'at(2030-01-31T09:00:00)' };
}
