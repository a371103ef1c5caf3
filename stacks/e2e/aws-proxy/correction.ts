import type { AwsAnswer, AwsCall } from './aws-call';

/** Sends a call to the emulator as it is. */
export type Send = (call: AwsCall) => Promise<AwsAnswer>;

/** The answer to one kind of call, where the emulator's own is missing or wrong. */
export interface Correction {
  /** `ec2 CreateFlowLogs`, `apigateway PUT /restapis/{id}`. */
  readonly call: string;
  readonly answer: (call: AwsCall, send: Send) => Promise<AwsAnswer>;
}

/** Corrections that share a memory. */
export interface Corrections {
  readonly corrections: readonly Correction[];
  /** What the memory holds for the emulator: AWS would say it exists. */
  readonly held: () => string[];
}

/** Whether a correction is for a call; `{…}` in its path takes any one segment. */
export function isFor({ call: wanted }: Correction, { service, operation }: AwsCall): boolean {
  const given = `${service} ${operation}`.split('/');
  const parts = wanted.split('/');
  return (
    parts.length === given.length &&
    parts.every((part, index) => part.startsWith('{') || part === given[index])
  );
}
