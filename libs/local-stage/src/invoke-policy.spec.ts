import { MalformedPolicyError, policyVerdict } from './invoke-policy';

const arn = 'arn:aws:execute-api:eu-west-1:000000000000:api/local/GET/quotes/42';
const api = 'arn:aws:execute-api:eu-west-1:000000000000:api';

const statement = (Effect: string, Resource: unknown, Action: unknown = 'execute-api:Invoke') => ({
  ...{ Effect, Resource, Action },
});
const verdict = (...Statement: object[]) => policyVerdict({ Statement }, arn);

test.each([
  arn,
  '*',
  `${api}/*`,
  `${api}/local/*/quotes/*`,
  `${api}/local/GET/quotes/??`,
  `${api}/*/GET/quotes*`,
  [`${api}/local/POST/*`, `${api}/local/GET/*`],
])('%p takes the method', (resource) => {
  expect(verdict(statement('Allow', resource))).toBe('allowed');
});

test.each([
  `${api}/local/POST/*`,
  `${api}/local/GET/quotes`,
  `${api}/local/GET/quotes/?`,
  `${api}/local/GET/QUOTES/42`,
  arn.slice(0, -1),
])('%p does not', (resource) => {
  expect(verdict(statement('Allow', resource))).toBe('not-allowed');
});

test('a statement that denies goes before those that allow', () => {
  expect(verdict(statement('Allow', '*'), statement('Deny', arn))).toBe('denied');
  expect(verdict(statement('Deny', `${api}/local/POST/*`), statement('Allow', '*'))).toBe(
    'allowed',
  );
});

test('actions are compared without regard to case, and may have wildcards', () => {
  expect(verdict(statement('Allow', '*', 'EXECUTE-API:invoke'))).toBe('allowed');
  expect(verdict(statement('Allow', '*', ['s3:*', 'execute-api:*']))).toBe('allowed');
  expect(verdict(statement('Allow', '*', 's3:*'))).toBe('not-allowed');
});

test('a single statement need not stand in a list', () => {
  expect(policyVerdict({ Statement: statement('Allow', '*') }, arn)).toBe('allowed');
});

test.each<[string, object]>([
  ['no statement', {}],
  ['another effect', { Statement: [statement('allow', '*')] }],
  ['no action', { Statement: [{ Effect: 'Allow', Resource: '*' }] }],
  ['a condition', { Statement: [{ ...statement('Allow', '*'), Condition: {} }] }],
])('a policy with %s is refused', (_, policy) => {
  expect(() => policyVerdict(policy, arn)).toThrow(MalformedPolicyError);
});
