/** Whose memory it is: a person or system that has signed in. Not made up by a client. */
export type ActorId = string & { readonly __brand: 'ActorId' };

/** One conversation of an actor. Not the id of a runtime session. */
export type ConversationId = string & { readonly __brand: 'ConversationId' };

/** What every read and write of memory names; there is no default for either part. */
export interface MemoryIdentity {
  readonly actor: ActorId;
  readonly conversation: ConversationId;
}

/** An actor or conversation that AgentCore does not take, or that are the same. */
export class InvalidMemoryIdentityError extends Error {
  constructor(
    readonly field: 'actor' | 'conversation',
    readonly value: string | undefined,
    readonly problem: string,
  ) {
    super(`${field} ${value === undefined ? 'is missing' : `'${value}'`}: ${problem}.`);
    this.name = 'InvalidMemoryIdentityError';
  }
}

/** https://docs.aws.amazon.com/bedrock-agentcore/latest/APIReference/API_CreateEvent.html */
const actorPattern = /^[a-zA-Z0-9][\w/-]*(:[\w/-]+)*$/;
const conversationPattern = /^[a-zA-Z0-9][\w-]*$/;

/**
 * The identity of a conversation.
 *
 * @throws InvalidMemoryIdentityError where a part is missing or malformed, or both are the same: then the
 *   conversations of an actor, or the actors of a conversation, would run together
 */
export function memoryIdentity(
  actor: string | undefined,
  conversation: string | undefined,
): MemoryIdentity {
  if (!conversation || conversation.length > 100 || !conversationPattern.test(conversation)) {
    const problem = '1 to 100 letters, digits, hyphens and underscores, a letter or digit first';
    throw new InvalidMemoryIdentityError('conversation', conversation, problem);
  }
  const identity = {
    actor: memoryActor(actor),
    conversation: conversation as ConversationId,
  };
  if (actor === conversation) {
    throw new InvalidMemoryIdentityError('conversation', conversation, 'must not be the actor');
  }
  return identity;
}

/**
 * An actor by itself, to delete or prune what is kept of them.
 *
 * @throws InvalidMemoryIdentityError
 */
export function memoryActor(actor: string | undefined): ActorId {
  if (!actor || actor.length > 255 || !actorPattern.test(actor)) {
    const problem = '1 to 255 letters, digits, hyphens, underscores and slashes, parted by colons';
    throw new InvalidMemoryIdentityError('actor', actor, problem);
  }
  return actor as ActorId;
}
