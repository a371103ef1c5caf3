import { FakeError, type Fault } from './fake-faults';
import type { CallFailure } from './world';

/** A failure of the conformance suite as a fault of a fake. */
export function faultOf(failure: CallFailure): Fault {
  switch (failure) {
    case 'throttled':
      return { kind: 'error', error: new FakeError('ThrottlingException', 'Rate exceeded', 429) };
    case 'denied':
      return {
        kind: 'error',
        error: new FakeError('AccessDeniedException', 'not authorized', 403),
      };
    case 'server-error':
      return { kind: 'error', error: new FakeError('InternalServerException', 'try again', 500) };
    case 'reset-before':
      return { kind: 'reset' };
    case 'reset-after':
      return { kind: 'reset', applied: true };
  }
}
