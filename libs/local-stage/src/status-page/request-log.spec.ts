import fc from 'fast-check';
import type { RequestRecord } from '../request-record';
import { RequestLog, shownRequests } from './request-log';

test('has the last requests after any of them, oldest first', () => {
  fc.assert(
    fc.property(fc.nat({ max: 3 * shownRequests }), fc.nat(), (count, from) => {
      const log = new RequestLog();
      for (let index = 0; index < count; index += 1) {
        log.add({ requestId: String(index) } as RequestRecord);
      }
      const since = from % (count + 1);
      const first = Math.max(since, count - shownRequests);
      expect(log.total).toBe(count);
      expect(log.after(since).map(({ requestId }) => Number(requestId))).toEqual(
        Array.from({ length: count - first }, (_, index) => first + index),
      );
    }),
  );
});
