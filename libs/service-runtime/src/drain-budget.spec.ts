import { drainBudget, DrainBudgetError } from './drain-budget';

test('fits into what ECS gives by default', () => {
  expect(drainBudget({}, {})).toEqual({
    lbPropagation: 15,
    requests: 10,
    flush: 0,
    stopTimeout: 30,
  });
});

test('the stage and the container have the last word', () => {
  const environment = { SLIPWAY_LB_PROPAGATION: '0.5', SLIPWAY_STOP_TIMEOUT: '60' };
  expect(drainBudget({ lbPropagation: 30, requests: 20, flush: 5 }, environment)).toEqual({
    lbPropagation: 0.5,
    requests: 20,
    flush: 5,
    stopTimeout: 60,
  });
});

test('what ends exactly in time fits', () => {
  const wanted = { lbPropagation: 15, requests: 20, flush: 20 };
  expect(drainBudget(wanted, { SLIPWAY_STOP_TIMEOUT: '60' })).toMatchObject(wanted);
});

test.each([
  [
    { flush: 20 },
    {},
    'The drain takes 50 s and the container is killed 30 s after SIGTERM: 15 s until the load balancer sends nothing more, 10 s for requests under way, 20 s for buffered writes, 5 s to spare; write `stopTimeout: 50` below `container` in service.yaml',
  ],
  [
    { requests: 100, flush: 20 },
    { SLIPWAY_STOP_TIMEOUT: '120' },
    'The drain takes 140 s and the container is killed 120 s after SIGTERM: 15 s until the load balancer sends nothing more, 100 s for requests under way, 20 s for buffered writes, 5 s to spare; a container has 120 s at most: make the drain 20 s shorter',
  ],
  [{ requests: -1 }, {}, 'requests is -1; it is a number of seconds, 0 or more'],
  [
    {},
    { SLIPWAY_STOP_TIMEOUT: '' },
    'SLIPWAY_STOP_TIMEOUT is ""; it is a number of seconds, 0 or more',
  ],
  [
    {},
    { SLIPWAY_LB_PROPAGATION: '5s' },
    'SLIPWAY_LB_PROPAGATION is "5s"; it is a number of seconds, 0 or more',
  ],
])('%j in %j is refused', (wanted, environment, message) => {
  expect(() => drainBudget(wanted, environment)).toThrow(new DrainBudgetError(message));
});
