import { classifyFailures, failureTable } from './run-task-failures';

/** Reasons as reported; the sources stand in the table. */
const recorded: readonly (readonly [row: string, reason: string])[] = [
  ['resource', 'RESOURCE:MEMORY'],
  ['resource', 'RESOURCE:CPU'],
  ['resource', 'RESOURCE:ENI'],
  [
    'no-capacity',
    'Capacity is unavailable at this time. Please try again later or in a different availability zone',
  ],
  ['agent', 'AGENT'],
  [
    'concurrency',
    'You’ve reached the limit on the number of vCPUs you can run concurrently. For more information, see the Troubleshooting section.',
  ],
  [
    'throttled',
    'Rate exceeded. (Service: AmazonECS; Status Code: 400; Error Code: ThrottlingException)',
  ],
  ['attribute', 'ATTRIBUTE'],
  ['above-limit', 'The requested CPU configuration is above your limit.'],
];

describe('classifyFailures', () => {
  test.each(recorded)('failure mode 6: %s: %s', (row, reason) => {
    const expected = failureTable.find(({ id }) => id === row);
    expect(classifyFailures([{ reason }])).toMatchObject({
      class: expected?.class,
      message: reason,
      startMayHaveHappened: true,
    });
  });

  test('every row has a recorded reason', () => {
    const rows = recorded.map(([row]) => row);
    expect(failureTable.filter(({ id }) => !rows.includes(id))).toEqual([]);
  });

  test('the message has every failure with its detail, the class is of the first that is known', () => {
    expect(
      classifyFailures([
        { arn: 'arn:1', reason: 'SOMETHING', detail: 'new' },
        { arn: 'arn:2', reason: 'RESOURCE:GPU' },
      ]),
    ).toEqual({
      class: 'capacity',
      code: 'RESOURCE:GPU',
      message: 'SOMETHING (new) arn:1; RESOURCE:GPU arn:2',
      startMayHaveHappened: true,
    });
  });

  test('neither a task nor a failure is unknown', () => {
    expect(classifyFailures([])).toEqual({
      class: 'unknown',
      code: 'RunTaskFailure',
      message: 'RunTask answered neither a task nor a failure',
      startMayHaveHappened: true,
    });
  });
});
