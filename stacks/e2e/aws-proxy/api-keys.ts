import { jsonOf, withJson } from './aws-call';
import type { Correction } from './correction';

/** An API key without a value of its own gets one; the emulator refuses the empty value it is sent. */
export function apiKeys(): Correction[] {
  return [
    {
      call: 'apigateway POST /apikeys',
      answer: (call, send) => {
        const { value, ...rest } = jsonOf(call);
        return send(withJson(call, value === '' ? rest : { ...rest, value }));
      },
    },
  ];
}
