/** An error as AWS or Node words it, with the report that recorded it or the page that documents it. */
export interface RecordedError {
  readonly name: string;
  readonly code?: string;
  readonly message: string;
  readonly status?: number;
  readonly source: string;
  /** Row of `errorTable` that must decide it. */
  readonly row: string;
}

/** One string or more for every row. */
export const recordedErrors: readonly RecordedError[] = [
  {
    name: 'InvalidParameterException',
    message:
      'Error retrieving subnet information for [subnet-0a1b2c3d]: Rate exceeded (ErrorCode: Throttling)',
    status: 400,
    source: 'https://github.com/dagster-io/dagster/issues/33439',
    row: 'throttle-in-message',
  },
  {
    name: 'ClientException',
    message: 'Too many concurrent attempts to create a new revision of the specified family.',
    status: 400,
    source: 'https://github.com/PrefectHQ/prefect/issues/16485',
    row: 'throttle-in-message',
  },
  {
    name: 'ThrottlingException',
    message: 'Too many requests, please wait before trying again.',
    status: 429,
    source: 'https://github.com/2FastLabs/agent-squad/issues/47',
    row: 'throttle-in-message',
  },
  {
    name: 'ThrottledException',
    message: 'Rate exceeded.',
    status: 429,
    source: 'https://github.com/aws/bedrock-agentcore-sdk-python/issues/160',
    row: 'throttle-in-message',
  },
  {
    name: 'SlowDown',
    message: 'Please reduce your request rate.',
    status: 503,
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
    row: 'throttled',
  },
  {
    name: 'ClientException',
    message:
      'there is a capacity error because the quota of tasks in the PROVISIONING per cluster has been reached',
    status: 400,
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html',
    row: 'provisioning-quota',
  },
  {
    name: 'ClientException',
    message:
      "You've reached the limit on the number of tasks you can run concurrently. For more information, see the Troubleshooting section.",
    status: 400,
    source: 'https://github.com/wellcomecollection/platform/issues/3875',
    row: 'concurrency-quota',
  },
  {
    name: 'ServiceQuotaExceededException',
    message: 'The request would cause a service quota to be exceeded.',
    status: 402,
    source:
      'https://docs.aws.amazon.com/bedrock-agentcore/latest/APIReference/API_InvokeAgentRuntime.html',
    row: 'quota',
  },
  {
    name: 'ClientException',
    message:
      'Capacity is unavailable at this time. Please try again later or in a different availability zone',
    status: 400,
    source: 'https://github.com/sil-org/ecs-deploy/issues/277',
    row: 'capacity-in-message',
  },
  {
    name: 'AccessDeniedException',
    message:
      'User: arn:aws:sts::111122223333:assumed-role/orchestrator is not authorized to perform: ecs:StopTask',
    status: 400,
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html',
    row: 'denied',
  },
  {
    name: 'ConflictException',
    message:
      'The RunTask request could not be processed due to conflicts. The provided clientToken is already in use with a different RunTask request.',
    status: 400,
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html',
    row: 'token-conflict',
  },
  {
    name: 'RetryableConflictException',
    message: 'There is a retryable conflict performing the operation.',
    status: 409,
    source:
      'https://docs.aws.amazon.com/bedrock-agentcore/latest/APIReference/API_StopRuntimeSession.html',
    row: 'retryable-conflict',
  },
  {
    name: 'RuntimeClientError',
    message:
      'Runtime initialization time exceeded. Please make sure that initialization completes in 60s.',
    status: 424,
    source: 'https://github.com/aws/bedrock-agentcore-starter-toolkit/issues/356',
    row: 'runtime-failed',
  },
  {
    name: 'RuntimeClientError',
    message:
      'An error occurred when starting the runtime. Please check your CloudWatch logs for more information.',
    status: 424,
    source: 'https://github.com/aws/bedrock-agentcore-sdk-python/issues/519',
    row: 'runtime-failed',
  },
  {
    name: 'InvalidParameterException',
    message: 'Container Overrides length must be at most 8192',
    status: 400,
    source: 'https://github.com/aws-samples/sample-autonomous-cloud-coding-agents/issues/502',
    row: 'refused',
  },
  {
    name: 'InvalidParameterException',
    message: 'TaskDefinition is inactive',
    status: 400,
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html',
    row: 'refused',
  },
  {
    name: 'ClusterNotFoundException',
    message: 'Cluster not found.',
    status: 400,
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html',
    row: 'refused',
  },
  {
    name: 'ServerException',
    message: 'Service Unavailable. Please try again later.',
    status: 500,
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html',
    row: 'server-error',
  },
  {
    name: 'ServiceUnavailable',
    message: 'Service is unable to handle request.',
    status: 503,
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
    row: 'status-5xx',
  },
  {
    name: 'Error',
    code: 'ECONNREFUSED',
    message: 'connect ECONNREFUSED 10.0.0.7:443',
    source: 'https://nodejs.org/api/errors.html#common-system-errors',
    row: 'not-reached',
  },
  {
    name: 'Error',
    code: 'ECONNRESET',
    message: 'socket hang up',
    source: 'https://nodejs.org/api/errors.html#common-system-errors',
    row: 'no-answer',
  },
  {
    name: 'TimeoutError',
    message: 'Connection timed out after 5000 ms',
    source: 'https://nodejs.org/api/errors.html#common-system-errors',
    row: 'no-answer',
  },
];
