import { BedrockagentcoreAgentRuntime } from '@cdktf/provider-aws/lib/bedrockagentcore-agent-runtime';
import { BedrockagentcoreAgentRuntimeEndpoint } from '@cdktf/provider-aws/lib/bedrockagentcore-agent-runtime-endpoint';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { BatchService, Stage } from '@slipway/catalog';
import type { AgentRuntimeNames } from '@slipway/platform';
import { Construct } from 'constructs';
import { literal } from '../literal';
import type { PolicyStatement } from '../policy';
import { AgentRuntimeRole, runtimeLogGroupPrefix } from './agent-runtime-role';

/** Endpoint that sessions are started at. It moves with each version of the runtime. */
const endpointName = 'live';

/** Seconds without a request and without a busy agent after which AgentCore ends a session. */
const idleTimeout = 900;

/** Seconds after which AgentCore ends a session whatever it does. */
const longestSession = 28_800;

export interface AgentRuntimeProps {
  readonly stage: Stage;
  readonly service: BatchService;
  readonly names: AgentRuntimeNames;
  readonly repository: { readonly arn: string; readonly url: string };
  /** `sha256:…`. */
  readonly imageDigest: string;
  /** Variables of the agent besides those of its file; they may hold tokens. */
  readonly environment: Readonly<Record<string, string>>;
  /** What the agent itself calls. */
  readonly statements: readonly PolicyStatement[];
  /** Seconds after which a run is stopped. */
  readonly deadlineSeconds: number;
}

/**
 * An AgentCore runtime of a batch service, with a role, an endpoint and logs that expire. It runs outside
 * of the stage's VPC, reaches the internet, and nobody without rights to it reaches it.
 */
export class AgentRuntime extends Construct {
  readonly arn: string;
  /** Name of its endpoint. */
  readonly qualifier = endpointName;

  constructor(scope: Construct, id: string, props: AgentRuntimeProps) {
    super(scope, id);
    const { stage, service, names, repository, imageDigest, deadlineSeconds } = props;
    const role = new AgentRuntimeRole(this, 'role', {
      stage,
      name: names.role,
      repositoryArn: repository.arn,
      runtimeName: names.runtime,
      statements: props.statements,
    });
    const variables = Object.entries(service.environment).map(([name, value]) => [
      name,
      literal(value),
    ]);
    const runtime = new BedrockagentcoreAgentRuntime(this, 'runtime', {
      agentRuntimeName: names.runtime,
      description: service.description && literal(service.description),
      roleArn: role.arn,
      agentRuntimeArtifact: [
        { containerConfiguration: [{ containerUri: `${repository.url}@${imageDigest}` }] },
      ],
      networkConfiguration: [{ networkMode: 'PUBLIC' }],
      protocolConfiguration: [{ serverProtocol: 'HTTP' }],
      lifecycleConfiguration: [
        {
          idleRuntimeSessionTimeout: Math.min(idleTimeout, deadlineSeconds),
          maxLifetime: Math.min(longestSession, deadlineSeconds),
        },
      ],
      environmentVariables: {
        ...(Object.fromEntries(variables) as Record<string, string>),
        ...props.environment,
      },
      dependsOn: role.ready,
    });
    new BedrockagentcoreAgentRuntimeEndpoint(this, 'endpoint', {
      name: endpointName,
      agentRuntimeId: runtime.agentRuntimeId,
      agentRuntimeVersion: runtime.agentRuntimeVersion,
    });
    // AgentCore creates it without an expiry where it is missing.
    new CloudwatchLogGroup(this, 'log-group', {
      name: `${runtimeLogGroupPrefix}${runtime.agentRuntimeId}-${endpointName}`,
      retentionInDays: service.logs.retentionDays,
      kmsKeyId: service.logs.kmsKey,
    });
    this.arn = runtime.agentRuntimeArn;
  }
}
