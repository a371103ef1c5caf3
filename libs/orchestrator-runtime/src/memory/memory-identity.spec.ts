import { disabledMemory } from './agent-memory';
import { InvalidMemoryIdentityError, memoryActor, memoryIdentity } from './memory-identity';

describe('memoryIdentity', () => {
  test('takes an actor and a conversation', () => {
    expect(memoryIdentity('tenant/7:alice', 'c-1')).toEqual({
      actor: 'tenant/7:alice',
      conversation: 'c-1',
    });
  });

  test.each([
    ['actor', undefined, 'c-1'],
    ['actor', '', 'c-1'],
    ['actor', 'alice smith', 'c-1'],
    ['actor', 'a'.repeat(256), 'c-1'],
    ['conversation', 'alice', undefined],
    ['conversation', 'alice', 'c/1'],
    ['conversation', 'alice', 'c'.repeat(101)],
    ['conversation', 'same', 'same'],
  ])('refuses a wrong %s: %s, %s', (field, actor, conversation) => {
    const make = () => memoryIdentity(actor, conversation);
    expect(make).toThrow(InvalidMemoryIdentityError);
    expect(make).toThrow(expect.objectContaining({ field }) as Error);
  });

  test('an actor and a conversation do not stand for each other', async () => {
    const { actor, conversation } = memoryIdentity('alice', 'c-1');
    // @ts-expect-error a conversation is no actor
    await disabledMemory.forget(conversation);
    // @ts-expect-error a string is neither
    await disabledMemory.forget('alice');
    expect(await disabledMemory.forget(actor)).toEqual({ state: 'disabled' });
    expect(await disabledMemory.lastTurns({ actor, conversation }, 1)).toEqual({
      state: 'disabled',
    });
    expect(memoryActor('alice')).toBe(actor);
  });
});
