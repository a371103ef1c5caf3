import type { RunState } from '../run-record';
import { finalStates, runStates } from '../run-record';
import { transitions } from './transitions/table';

/** The state machine as a Mermaid diagram, made from the transition table. */
export function statePicture(): string {
  const arrows = new Map<string, string[]>();
  for (const { id, from, to } of transitions) {
    for (const state of from) {
      if (to === undefined || to === state) continue;
      const arrow = `${state} --> ${to}`;
      arrows.set(arrow, [...(arrows.get(arrow) ?? []), id]);
    }
  }
  return [
    'stateDiagram-v2',
    '  [*] --> queued: submitted',
    ...[...arrows].map(([arrow, ids]) => `  ${arrow}: ${ids.join(', ')}`),
    ...finalStates.map((state) => `  ${state} --> [*]`),
  ].join('\n');
}

/** Every row of the transition table as a row of Markdown. */
export function transitionRows(): string {
  const rows = transitions.map(
    ({ id, from, to, why }) => `| \`${id}\` | ${from.join(', ')} | ${to ?? 'as before'} | ${why} |`,
  );
  return ['| row | from | to | why |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** States that a run can be in and that no row leads to; `queued` is where it begins. */
export function unreachableStates(): readonly RunState[] {
  const reached = new Set(transitions.map(({ to }) => to));
  return runStates.filter((state) => state !== 'queued' && !reached.has(state));
}
