import type { StartSpec } from '../backend';
import { answer, cancel } from '../runtime/commands';
import type { RuntimeContext } from '../runtime/context';
import type { RunRecord } from '../run-record';
import { exited, type Behaviour } from '../testing/simulated-agents';

/** One course of a run that hosts are killed in. */
export interface KillScenario {
  readonly name: string;
  /** What its agents do, by attempt. */
  readonly behaviour: (spec: StartSpec) => Behaviour;
  /** What a person does as time passes. */
  readonly meanwhile?: (context: RuntimeContext, record: RunRecord) => Promise<unknown>;
  /** The answer to the first start is lost on its way, although the session has started. */
  readonly losesStart?: boolean;
  /** The first stop is refused, although nothing stops the session. */
  readonly refusesStop?: boolean;
  readonly deadlineSeconds?: number;
  /** States that the run may end in. */
  readonly ends: readonly RunRecord['state'][];
}

const finishes: Behaviour = { finishesAfter: 2 };

/** The courses that every backend and host is taken through. */
export const killScenarios: readonly KillScenario[] = [
  { name: 'success', behaviour: () => finishes, ends: ['succeeded'] },
  {
    name: 'first session crashes',
    behaviour: ({ attempt }) =>
      attempt === 1 ? { exitsAfter: { ticks: 2, observation: exited('error', 1) } } : finishes,
    // The host of a killed start may find its session dead already.
    ends: ['succeeded'],
  },
  {
    name: 'first session falls silent',
    behaviour: ({ attempt }) => (attempt === 1 ? { silentAfter: 1 } : finishes),
    ends: ['succeeded'],
  },
  {
    name: 'cancelled while it runs',
    behaviour: () => ({}),
    meanwhile: (context, { runId, state }) =>
      state === 'running'
        ? cancel(context, runId, { by: 'alice', reason: 'not needed' })
        : Promise.resolve(),
    ends: ['cancelled'],
  },
  {
    name: 'cancelled while it starts',
    behaviour: () => ({}),
    meanwhile: (context, { runId }) => cancel(context, runId, { by: 'alice', reason: 'at once' }),
    ends: ['cancelled'],
  },
  {
    name: 'approved by a person',
    behaviour: () => ({ asksAfter: 1, finishesAfter: 3 }),
    meanwhile: (context, { runId, state, approval }) =>
      state === 'suspended' && approval
        ? answer(context, runId, approval.id, { approved: true, by: 'bob', comment: '' })
        : Promise.resolve(),
    ends: ['succeeded'],
  },
  {
    name: 'answer to the start is lost',
    behaviour: () => finishes,
    losesStart: true,
    ends: ['succeeded'],
  },
  {
    name: 'stop is refused once',
    behaviour: () => ({}),
    refusesStop: true,
    deadlineSeconds: 120,
    ends: ['failed'],
  },
];
