import { guardedSerdes, largestCheckpointBytes } from './checkpoint-guard';

const context = { entityId: 'step', durableExecutionArn: 'arn' };

test('gives back what JSON can say', async () => {
  const serdes = guardedSerdes<unknown>('step');
  const value = { a: [1, null, { b: 'ä' }] };
  const text = await serdes.serialize(value, context);
  expect(await serdes.deserialize(text, context)).toEqual(value);
});

test.each([
  ['a date', { at: new Date(0) }],
  ['a map', { map: new Map([[1, 2]]) }],
  ['a field that is undefined', { gone: undefined }],
])('refuses %s', async (_, value) => {
  await expect(guardedSerdes<unknown>('poll-1').serialize(value, context)).rejects.toMatchObject({
    name: 'CheckpointError',
    operation: 'poll-1',
    problem: 'changes in JSON: it holds more than JSON can say',
  });
});

test('refuses what is larger than the service takes', async () => {
  const value = 'x'.repeat(largestCheckpointBytes);
  await expect(guardedSerdes<unknown>('step').serialize(value, context)).rejects.toMatchObject({
    bytes: largestCheckpointBytes + 2,
  });
});
