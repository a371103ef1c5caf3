import type { Clock } from '../clock';
import type { FakeLambda } from './fake-lambda';

/** A clock that waits in no time: a sleep moves it on. */
export function stillClock(fake: FakeLambda): Clock {
  return {
    now: () => fake.now,
    sleep: (milliseconds) => {
      fake.now += milliseconds;
      return Promise.resolve();
    },
  };
}
