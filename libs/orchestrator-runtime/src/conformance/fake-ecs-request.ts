import { FakeError } from './fake-faults';
import type { FakeTaskDefinition } from './fake-ecs-task';

export interface RunTaskInput {
  readonly cluster: string;
  readonly taskDefinition: string;
  readonly clientToken?: string;
  readonly startedBy?: string;
  readonly tags?: readonly { key: string; value: string }[];
  readonly overrides?: {
    readonly containerOverrides?: readonly {
      readonly name: string;
      readonly command?: readonly string[];
      readonly environment?: readonly { name: string; value: string }[];
    }[];
  };
  readonly networkConfiguration?: {
    readonly awsvpcConfiguration?: { readonly subnets: readonly string[] };
  };
  readonly capacityProviderStrategy?: readonly { readonly capacityProvider: string }[];
}

function invalid(message: string): FakeError {
  return new FakeError('InvalidParameterException', message);
}

/** Throws what RunTask answers to a request that ECS refuses before it places anything. */
export function checkRunTask(
  input: RunTaskInput,
  definition: FakeTaskDefinition | undefined,
): void {
  const { clientToken = '', startedBy = '', overrides, tags = [] } = input;
  if (!definition) throw new FakeError('ClientException', 'TaskDefinition not found.');
  if (definition.inactive) throw invalid('TaskDefinition is inactive');
  if (!/^[\x21-\x7e]{0,64}$/.test(clientToken)) {
    throw invalid('clientToken must have at most 64 characters in the range of 33-126');
  }
  if (!/^[\w/-]{0,128}$/.test(startedBy)) throw invalid('startedBy is not valid');
  if (tags.length > 50) throw invalid('Too many tags');
  if (overrides && JSON.stringify(overrides).length > 8192) {
    throw invalid('Container Overrides length must be at most 8192');
  }
  for (const { name } of overrides?.containerOverrides ?? []) {
    if (!definition.containers.includes(name)) {
      throw invalid(
        `Override for container named ${name} is not a container in the TaskDefinition.`,
      );
    }
  }
}

/** What ECS compares when a client token comes a second time: everything but the token. */
export function fingerprint(input: RunTaskInput): string {
  return JSON.stringify({ ...input, clientToken: undefined });
}
