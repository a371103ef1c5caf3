import type { Finding } from '../finding';
import { quarterText, windowsByQuarter, type EnvironmentLimits } from '../floor-week';
import { report } from '../report';
import type { FloorSettings, FunctionService } from '../service';

type At = FunctionService['at'];

/** What is wrong with the floor of a function on a capacity provider. */
export function floorFindings({ function: { floor }, at }: FunctionService): Finding[] {
  if (!floor) return [];
  const places = [
    ['function.floor', floor] as const,
    ...floor.windows.map((window, index) => [`function.floor.windows.${index}`, window] as const),
  ];
  const ofLimits = places.flatMap(([path, limits]) => limitFindings(path, limits, at));
  const ofWindows = windowFindings(floor, at);
  const wrong = ofLimits.some(({ severity }) => severity === 'error') || ofWindows.length > 0;
  return [...ofLimits, ...ofWindows, ...(wrong ? [] : reactivationFindings(floor, at))];
}

/** Environments that a version has over the zones when it starts. */
const spread = 3;

function limitFindings(path: string, { min, max }: EnvironmentLimits, at: At): Finding[] {
  const name = nameOf(path);
  if (min > max) {
    const message = `\`${name}.min\` is ${min}, above \`${name}.max\` of ${max}`;
    return [report('SLP1351', at(`${path}.min`), message, `write \`max: ${min}\` or more`)];
  }
  if (min === 0 && max > 0) {
    const message = `\`${name}.min\` is 0, and \`${name}.max\` is ${max}`;
    const fix = 'write `max: 0` to deactivate the function, or `min: 1` to keep it';
    return [report('SLP1351', at(`${path}.min`), message, fix)];
  }
  if (min === 0 || min >= spread) return [];
  const message = `\`${name}.min\` is ${min}, fewer than one environment in each of three zones`;
  const fix = max < spread ? 'write `min: 3` and `max: 3` or more' : 'write `min: 3`';
  return [report('SLP1352', at(`${path}.min`), message, fix)];
}

function windowFindings(floor: FloorSettings, at: At): Finding[] {
  const empty = floor.windows.flatMap(({ days, from, to }, index) => {
    const path = `function.floor.windows.${index}`;
    if (days.length === 0) {
      const message = `\`${nameOf(path)}\` begins on no day`;
      return [report('SLP1357', at(`${path}.days`), message, 'write `days: [mon, tue]`')];
    }
    if (from !== to) return [];
    const message = `\`${nameOf(path)}\` begins and ends at ${from}`;
    const fix = "for a whole day write `from: '00:00'` and `to: '24:00'`";
    return [report('SLP1357', at(`${path}.to`), message, fix)];
  });
  if (empty.length > 0) return empty;
  const week = windowsByQuarter(floor);
  const shared = week.findIndex((windows) => windows.length > 1);
  const [first, second] = week[shared] ?? [];
  if (first === undefined || second === undefined) return [];
  const message = `\`function.floor.windows[${first}]\` and \`windows[${second}]\` both hold on ${quarterText(shared)}`;
  const fix = 'end one of them before the other begins';
  return [report('SLP1357', at(`function.floor.windows.${second}`), message, fix)];
}

function reactivationFindings(floor: FloorSettings, at: At): Finding[] {
  if ([floor, ...floor.windows].some(({ max }) => max > 0)) return [];
  const message = 'the floor is 0 all week, so nothing reactivates the function';
  const fix = 'write `min: 3` and `max: 6`, or add a window with them';
  return [report('SLP1353', at('function.floor'), message, fix)];
}

/** `function.floor.windows[0]`. */
function nameOf(path: string): string {
  return path.replace(/\.(\d+)$/, '[$1]');
}
