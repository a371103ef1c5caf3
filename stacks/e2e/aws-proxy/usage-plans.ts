import { jsonOf, withText } from './aws-call';
import type { Correction } from './correction';

/** A usage plan without a quota has none; the emulator shows an empty one. */
export function usagePlans(): Correction[] {
  return [
    {
      call: 'apigateway GET /usageplans/{id}',
      answer: async (call, send) => {
        const answer = await send(call);
        const { quota, ...plan } = jsonOf(answer);
        const isSet = Object.keys((quota ?? {}) as object).length > 0;
        return withText(answer, JSON.stringify(isSet ? { ...plan, quota } : plan));
      },
    },
  ];
}
