import { intend } from '../change';
import { demanded } from '../conditions';
import { ending } from './endings';
import type { Transition } from './transition';

const waiting = ['queued', 'backoff'] as const;

/** Without a session. */
export const transitionsOfWaiting: readonly Transition[] = [
  {
    id: 'cancelled-waiting',
    from: waiting,
    to: 'cancelled',
    why: 'cancelled before a session ran',
    when: ({ record }) => record.cancel !== undefined,
    change: (s) => ending(s, demanded(s)),
  },
  {
    id: 'deadline-waiting',
    from: waiting,
    to: 'failed',
    why: 'past its deadline, iterations or cost while it waited',
    when: (s) => demanded(s) !== undefined,
    change: (s) => ending(s, demanded(s)),
  },
  {
    id: 'admitted',
    from: ['queued'],
    to: 'starting',
    why: 'has its slots: intent written',
    when: ({ lease }) => lease.state === 'untried',
    change: ({ record, now }) => intend(record, now),
  },
  {
    id: 'retried',
    from: ['backoff'],
    to: 'starting',
    why: 'wait is over: intent written, new token',
    when: ({ record, now }) => now >= (record.retryAt ?? 0),
    change: ({ record, now }) => intend(record, now),
  },
];
