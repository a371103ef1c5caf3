import { mostPages, routeOf, tasks } from './routing';

test.each([
  ['summarise', 3, 'swift', 'contract-summary'],
  ['extract', 10, 'swift', 'clause-extraction'],
  ['extract', 11, 'balanced', 'clause-extraction'],
  ['review', 3, 'balanced', 'risk-review'],
  ['compare', 61, 'thorough', 'redline-comparison'],
] as const)('%s of %i pages goes to the model %s and the agent %s', (task, pages, model, agent) => {
  expect(routeOf({ task, pages, interactive: false })).toEqual({ model, agent, delivery: 'task' });
});

test('a person who waits gets a stream, unless the model takes its time', () => {
  const deliveryOf = (pages: number) =>
    routeOf({ task: 'review', pages, interactive: true }).delivery;
  expect(deliveryOf(60)).toBe('stream');
  expect(deliveryOf(61)).toBe('task');
});

test('every task has a model for the longest contract, and none for a longer one', () => {
  for (const task of tasks) {
    expect(routeOf({ task, pages: mostPages, interactive: false }).model).toBe('thorough');
    expect(() => routeOf({ task, pages: mostPages + 1, interactive: false })).toThrow(RangeError);
  }
});
