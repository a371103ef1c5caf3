import type { Action, RegionPlan } from '@slipway/version-pruner';
import type { Colors } from '../terminal/terminal';

export const planHeadings = ['region', 'function', 'version', 'action', 'why'] as const;

/** Lines of a table of what becomes of versions. */
export function planRows(
  plans: readonly RegionPlan[],
  kept: boolean,
  colors: Colors,
): readonly (readonly string[])[] {
  const paint: Readonly<Record<Action, (text: string) => string>> = {
    keep: colors.green,
    cool: colors.cyan,
    delete: colors.red,
  };
  return plans.flatMap(({ region, functions }) =>
    functions.flatMap(({ name, decisions }) =>
      decisions
        .filter(({ action }) => kept || action !== 'keep')
        .map(({ version, action, reasons, limits }) => {
          const had =
            action === 'cool' && limits && `; it has ${limits.min} to ${limits.max ?? 'any'}`;
          const why = reasons.map(({ evidence }) => evidence).join('; ');
          return [region, name, version, paint[action](action), `${why}${had || ''}`];
        }),
    ),
  );
}
