import { oldestFirst, turnsOf, wholeTurns, type MemoryEvent } from './turns';

const event = (at: number, ...texts: readonly string[]): MemoryEvent => ({
  at,
  messages: texts.map((text) => ({ role: text.startsWith('u') ? 'USER' : 'ASSISTANT', text })),
});

const texts = (turns: readonly (readonly { text: string }[])[]) =>
  turns.map((turn) => turn.map(({ text }) => text).join(' '));

test('a turn begins at every USER message, also within an event, and at the first of all', () => {
  expect(texts(turnsOf([event(1, 'a0'), event(2, 'u1', 'a1', 'u2'), event(3, 'a2')]))).toEqual([
    'a0',
    'u1 a1',
    'u2 a2',
  ]);
});

test('of a list that goes on, the oldest second and a turn without its beginning do not count', () => {
  const newestFirst = [event(4, 'a2'), event(3, 'u2'), event(2, 'a1'), event(1, 'u1')];
  expect(texts(wholeTurns(newestFirst))).toEqual(['u2 a2']);
  expect(wholeTurns([])).toEqual([]);
});

test('seq orders a second; without it, what comes first stays first', () => {
  const ordered = oldestFirst([
    { ...event(1, 'a'), seq: 2 },
    { ...event(1, 'u'), seq: 1 },
    event(0, 'u0'),
    event(0, 'a0'),
  ]);
  expect(ordered.flatMap(({ messages }) => messages.map(({ text }) => text))).toEqual([
    'u0',
    'a0',
    'u',
    'a',
  ]);
});
