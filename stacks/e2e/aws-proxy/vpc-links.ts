import { jsonAnswer, jsonOf, type AwsAnswer, type AwsCall } from './aws-call';
import type { Corrections } from './correction';

/** VPC links of REST APIs in memory: the emulator has none. They are available at once. */
export function vpcLinks(): Corrections {
  const links = new Map<string, object>();
  const idOf = ({ operation }: AwsCall): string => operation.split('/').at(-1) ?? '';
  const corrections: Corrections['corrections'] = [
    {
      call: 'apigateway POST /vpclinks',
      answer: (call) => {
        const id = `link${links.size + 1}`;
        const link = { ...jsonOf(call), id, status: 'AVAILABLE' };
        links.set(id, link);
        return Promise.resolve(jsonAnswer(202, link));
      },
    },
    {
      call: 'apigateway GET /vpclinks/{id}',
      answer: (call) => {
        const link = links.get(idOf(call));
        return Promise.resolve(link === undefined ? notFound : jsonAnswer(200, link));
      },
    },
    {
      call: 'apigateway DELETE /vpclinks/{id}',
      answer: (call) => {
        links.delete(idOf(call));
        return Promise.resolve(jsonAnswer(202, {}));
      },
    },
  ];
  return { corrections, held: () => [...links.keys()] };
}

const missing = jsonAnswer(404, { message: 'Invalid Vpc Link identifier specified' });
const notFound: AwsAnswer = {
  ...missing,
  headers: { ...missing.headers, 'x-amzn-errortype': 'NotFoundException' },
};
