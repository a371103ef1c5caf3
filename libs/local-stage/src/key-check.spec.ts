import { keyFinder, withValues } from './key-check';

const key = { name: 'tenants', restApi: 'api', apiStage: 'local' };

test('each key has a value of its own, the same wherever it is good', () => {
  const [here, there, other] = withValues([
    key,
    { ...key, restApi: 'second' },
    { ...key, name: 'quotes' },
  ]);
  expect(here?.value).toMatch(/^[0-9a-f]{40}$/);
  expect(there?.value).toBe(here?.value);
  expect(other?.value).not.toBe(here?.value);
});

test('values differ from run to run', () => {
  expect(withValues([key])[0]?.value).not.toBe(withValues([key])[0]?.value);
});

test('a key is good on its API stage only', () => {
  const keys = withValues([key]);
  const find = keyFinder(keys);
  const headers = { 'x-api-key': keys[0]?.value };
  expect(find({ name: 'api', apiStage: 'local' }, headers)).toBe(keys[0]);
  expect(find({ name: 'second', apiStage: 'local' }, headers)).toBeUndefined();
  expect(find({ name: 'api', apiStage: 'dev' }, headers)).toBeUndefined();
});

test.each([{}, { 'x-api-key': '' }, { 'x-api-key': 'wrong' }])('%p opens nothing', (headers) => {
  const find = keyFinder(withValues([key]));
  expect(find({ name: 'api', apiStage: 'local' }, headers)).toBeUndefined();
});
