import { corrections } from './corrections';
import fakedCalls from './faked-calls.json';

it('fakes exactly the calls that the list names', () => {
  const calls = corrections().corrections.map(({ call }) => call);
  expect(calls.sort()).toEqual(fakedCalls.map(({ call }) => call));
});
