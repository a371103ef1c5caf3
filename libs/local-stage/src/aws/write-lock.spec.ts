import { setImmediate as turn } from 'node:timers/promises';
import { WriteLock } from './write-lock';

test('shared work runs together, exclusive work alone, in the order it was asked for', async () => {
  const lock = new WriteLock();
  const log: string[] = [];
  const work = (name: string) => async () => {
    log.push(`${name} begins`);
    await turn();
    log.push(`${name} ends`);
  };
  await Promise.all([
    lock.share(work('a')),
    lock.share(work('b')),
    lock.exclude(work('c')),
    lock.share(work('d')),
    lock.exclude(work('e')),
  ]);
  expect(log).toEqual([
    ...['a begins', 'b begins', 'a ends', 'b ends'],
    ...['c begins', 'c ends', 'd begins', 'd ends', 'e begins', 'e ends'],
  ]);
});

test('work that fails lets the next in', async () => {
  const lock = new WriteLock();
  const failing = lock.exclude(() => Promise.reject(new Error('no')));
  const shared = lock.share(() => Promise.reject(new Error('neither')));
  await expect(failing).rejects.toThrow('no');
  await expect(shared).rejects.toThrow('neither');
  await expect(lock.exclude(() => Promise.resolve('yes'))).resolves.toBe('yes');
});
