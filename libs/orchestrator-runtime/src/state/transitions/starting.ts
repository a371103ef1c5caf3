import { begin, owe, type Change } from '../change';
import {
  demanded,
  failed,
  mustLook,
  newDoubt,
  nextAfterRefusal,
  nothingFound,
  refusal,
  sessionOf,
} from '../conditions';
import type { Situation } from '../seen';
import { again, ending, stopping } from './endings';
import type { Transition } from './transition';

/** Between the intent and a session. */
export const transitionsOfStarting: readonly Transition[] = [
  {
    id: 'started-unwanted',
    from: ['starting'],
    to: 'stopping',
    why: 'cancelled or out of time during the start',
    when: (s) => sessionOf(s) !== undefined && demanded(s) !== undefined,
    change: (s) => stopping(s, demanded(s), sessionOf(s)),
  },
  {
    id: 'started',
    from: ['starting'],
    to: 'running',
    why: 'session started, or found by its token and adopted',
    when: (s) => sessionOf(s) !== undefined,
    change: (s) => {
      const handle = sessionOf(s);
      return handle ? begin(s.record, handle, s.now) : { set: {} };
    },
  },
  {
    id: 'refused-unwanted-cancelled',
    from: ['starting'],
    to: 'cancelled',
    why: 'cancelled, and no session of the token',
    when: (s) => s.record.cancel !== undefined && (refusal(s) !== undefined || nothingFound(s)),
    change: (s) => ({ ...ending(s, demanded(s)), ...lateSession(s) }),
  },
  {
    id: 'refused-unwanted-deadline',
    from: ['starting'],
    to: 'failed',
    why: 'out of time, and no session of the token',
    when: (s) => demanded(s) !== undefined && (refusal(s) !== undefined || nothingFound(s)),
    change: (s) => ({ ...ending(s, demanded(s)), ...lateSession(s) }),
  },
  {
    id: 'refused-moves',
    from: ['starting'],
    to: 'queued',
    why: 'start refused: next backend',
    when: (s) => nextAfterRefusal(s)?.moves === true,
    change: refusedAgain,
  },
  {
    id: 'refused-retried',
    from: ['starting'],
    to: 'backoff',
    why: 'start refused: next subnet or provider, or later',
    when: (s) => nextAfterRefusal(s) !== undefined,
    change: refusedAgain,
  },
  {
    id: 'refused',
    from: ['starting'],
    to: 'failed',
    why: 'start refused for good',
    when: (s) => refusal(s) !== undefined,
    change: (s) => {
      const error = refusal(s);
      return ending(s, failed('start', `${error?.code}: ${error?.message}`, error));
    },
  },
  {
    id: 'in-doubt',
    from: ['starting'],
    why: 'no certain answer: look for the token before another start',
    when: (s) => newDoubt(s) !== undefined,
    change: (s) => {
      const error = newDoubt(s);
      const { intent } = s.record;
      if (!error || !intent) return { set: {} };
      const { since, tries } = intent.doubt ?? { since: s.now, tries: 0 };
      const refused = s.seen.start?.type === 'rejected';
      return { set: { intent: { ...intent, doubt: { since, tries: tries + 1, refused, error } } } };
    },
  },
  {
    id: 'unobservable-unwanted',
    from: ['starting'],
    to: 'stopping',
    why: 'cancelled or out of time, and the backend cannot say whether it started',
    when: (s) => s.seen.found?.type === 'unobservable' && demanded(s) !== undefined && mustLook(s),
    change: (s) =>
      stopping(
        s,
        demanded(s),
        s.seen.found?.type === 'unobservable' ? s.seen.found.handle : undefined,
      ),
  },
  {
    id: 'unresolved-cancelled',
    from: ['starting'],
    to: 'cancelled',
    why: 'cancelled, start without an answer for too long: recorded as debt',
    when: (s) => s.record.cancel !== undefined && outOfPatience(s),
    change: unresolved,
  },
  {
    id: 'unresolved',
    from: ['starting'],
    to: 'failed',
    why: 'start without an answer for too long: recorded as debt',
    when: outOfPatience,
    change: unresolved,
  },
];

function outOfPatience({ record, now }: Situation): boolean {
  return record.intent !== undefined && now >= record.intent.at + record.policy.startPatienceMs;
}

function unresolved(s: Situation): Change {
  const why = 'A start without an answer.';
  const outcome = demanded(s) ?? failed('start-unresolved', why, s.record.intent?.doubt?.error);
  return { ...ending(s, outcome), debt: owe(s.record, why, s.now) };
}

/** A service that is behind itself may show a session of the token later. */
function lateSession({ record, now }: Situation): Pick<Change, 'debt'> {
  return record.intent?.doubt ? { debt: owe(record, 'A start that may still appear.', now) } : {};
}

function refusedAgain(s: Situation): Change {
  const error = refusal(s);
  const plan = nextAfterRefusal(s);
  if (!error || !plan) return { set: {} };
  const failure = failed('start', `${error.code}: ${error.message}`, error);
  return { ...again(s, failure, plan), ...lateSession(s) };
}
