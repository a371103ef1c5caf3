import { EventEmitter } from 'node:events';
import { onStop } from './stop-signals';

let time: number;
let signals: EventEmitter;
const calls: string[] = [];

beforeEach(() => {
  time = 0;
  calls.length = 0;
  signals = new EventEmitter();
  jest.spyOn(performance, 'now').mockImplementation(() => time);
  jest.spyOn(process, 'on').mockImplementation((name, listener) => {
    signals.on(name, listener);
    return process;
  });
  jest.spyOn(process, 'off').mockImplementation((name, listener) => {
    signals.off(name, listener);
    return process;
  });
});

afterEach(() => jest.restoreAllMocks());

function send(signal: NodeJS.Signals, after: number): void {
  time += after;
  signals.emit(signal);
}

function listen(): () => void {
  return onStop(
    () => calls.push('first'),
    () => calls.push('second'),
  );
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s is the first, a later signal the second',
  (signal) => {
    listen();
    send(signal, 0);
    send('SIGINT', 1_000);
    expect(calls).toEqual(['first', 'second']);
  },
);

test('the same key press, forwarded by npm, is no second one', () => {
  listen();
  send('SIGINT', 0);
  send('SIGINT', 20);
  expect(calls).toEqual(['first']);
});

test('nothing is called once it stopped listening', () => {
  listen()();
  send('SIGINT', 0);
  expect(calls).toEqual([]);
});
