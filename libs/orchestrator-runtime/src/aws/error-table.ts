import type { ErrorClass } from '../classified-error';

/** How one kind of SDK error is understood. The first row that matches decides. */
export interface ErrorRow {
  readonly id: string;
  /** Names of exceptions, or Node's codes of a connection that broke; any where left out. */
  readonly names?: readonly string[];
  /** What the message must contain; anything where left out. */
  readonly message?: RegExp;
  /** HTTP status from which on it matches; any where left out. */
  readonly minStatus?: number;
  readonly class: ErrorClass;
  /** Whether a session may run although RunTask or InvokeAgentRuntime ended in this error. */
  readonly startMayHaveHappened: boolean;
  readonly why: string;
  /** Documentation, or the report that recorded the string. */
  readonly source: string;
}

const runTask = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html';
const invoke =
  'https://docs.aws.amazon.com/bedrock-agentcore/latest/APIReference/API_InvokeAgentRuntime.html';
const stopSession =
  'https://docs.aws.amazon.com/bedrock-agentcore/latest/APIReference/API_StopRuntimeSession.html';
const commonErrors = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html';
const nodeErrors = 'https://nodejs.org/api/errors.html#common-system-errors';

/** Errors of the ECS, AgentCore and S3 clients, the most telling first. */
export const errorTable: readonly ErrorRow[] = [
  {
    id: 'throttle-in-message',
    message:
      /Rate exceeded|\bThrottl|Request limit exceeded|Too many (requests|concurrent attempts)/i,
    class: 'transient',
    startMayHaveHappened: false,
    why: 'ECS wraps a throttle of EC2 or of its own in InvalidParameterException or ClientException',
    source: 'https://github.com/dagster-io/dagster/issues/33439',
  },
  {
    id: 'throttled',
    names: [
      'ThrottlingException',
      'ThrottledException',
      'Throttling',
      'TooManyRequestsException',
      'RequestLimitExceeded',
      'SlowDown',
    ],
    class: 'transient',
    startMayHaveHappened: false,
    why: 'Refused before anything was done',
    source: commonErrors,
  },
  {
    id: 'provisioning-quota',
    names: ['ClientException'],
    message: /PROVISIONING/,
    class: 'quota',
    startMayHaveHappened: false,
    why: 'As many tasks of the cluster wait for managed scaling as may',
    source: runTask,
  },
  {
    id: 'concurrency-quota',
    message: /reached the limit on the number of (tasks|vCPUs)/,
    class: 'quota',
    startMayHaveHappened: false,
    why: 'Fargate tasks or vCPUs of the account are used up',
    source: 'https://github.com/wellcomecollection/platform/issues/3875',
  },
  {
    id: 'quota',
    names: ['ServiceQuotaExceededException', 'LimitExceededException'],
    class: 'quota',
    startMayHaveHappened: false,
    why: 'A quota of the account, such as active sessions',
    source: invoke,
  },
  {
    id: 'capacity-in-message',
    message: /Capacity is unavailable at this time|InsufficientFreeAddressesInSubnet/,
    class: 'capacity',
    startMayHaveHappened: false,
    why: 'Another zone or provider may have room',
    source: 'https://github.com/gchq/sleeper/issues/904',
  },
  {
    id: 'denied',
    names: [
      'AccessDeniedException',
      'AccessDenied',
      'UnauthorizedException',
      'UnrecognizedClientException',
      'ExpiredTokenException',
      'InvalidSignatureException',
      'MissingAuthenticationTokenException',
      'CredentialsProviderError',
      'BlockedException',
    ],
    class: 'auth',
    startMayHaveHappened: false,
    why: 'A policy or the credentials must change first',
    source: commonErrors,
  },
  {
    id: 'token-conflict',
    names: ['ConflictException'],
    class: 'transient',
    startMayHaveHappened: true,
    why: 'The client token has started something with other parameters; the session is being changed',
    source: runTask,
  },
  {
    id: 'retryable-conflict',
    names: ['RetryableConflictException'],
    class: 'transient',
    startMayHaveHappened: true,
    why: 'Another call works on the same session',
    source: stopSession,
  },
  {
    id: 'runtime-failed',
    names: ['RuntimeClientError'],
    class: 'workload',
    startMayHaveHappened: true,
    why: 'The agent crashed or was too slow at its start; its session may idle on',
    source: 'https://github.com/aws/bedrock-agentcore-sdk-python/issues/519',
  },
  {
    id: 'refused',
    names: [
      'InvalidParameterException',
      'ClientException',
      'ValidationException',
      'InvalidInputException',
      'ClusterNotFoundException',
      'ResourceNotFoundException',
      'PlatformUnknownException',
      'PlatformTaskDefinitionIncompatibilityException',
      'UnsupportedFeatureException',
      'NoSuchBucket',
      'NoSuchKey',
    ],
    class: 'config',
    startMayHaveHappened: false,
    why: 'The same request will be refused again',
    source: runTask,
  },
  {
    id: 'server-error',
    names: ['ServerException', 'InternalServerException', 'ServiceException'],
    class: 'transient',
    startMayHaveHappened: true,
    why: 'The service failed at a point that it does not tell',
    source: invoke,
  },
  {
    id: 'status-5xx',
    minStatus: 500,
    class: 'transient',
    startMayHaveHappened: true,
    why: 'The service, or something in front of it, failed at a point that it does not tell',
    source: commonErrors,
  },
  {
    id: 'not-reached',
    names: ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
    class: 'transient',
    startMayHaveHappened: false,
    why: 'No connection was made, so nothing was asked',
    source: nodeErrors,
  },
  {
    id: 'no-answer',
    names: ['TimeoutError', 'AbortError', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNABORTED'],
    class: 'transient',
    startMayHaveHappened: true,
    why: 'It was asked, and the answer was lost',
    source: nodeErrors,
  },
];
