import type { BackendsConfig } from '@slipway/orchestrator-runtime';

export const table = 'orchestrator';

type Backend = BackendsConfig['backends'][string];

/** Where the SDK's clients find AWS. */
export function awsVariables(url: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/** What the orchestrator's functions are told, where the agents run on one backend. */
export function orchestratorVariables(backend: Backend): Record<string, string> {
  const task = { backends: ['agents'], heartbeatSeconds: 0.5, lostAfterSeconds: 60 };
  return {
    ORCHESTRATOR_TABLE: table,
    ORCHESTRATOR_STAGE: 'slipway-test',
    ORCHESTRATOR_RETENTION_DAYS: '1',
    ORCHESTRATOR_LIMITS: JSON.stringify({ perUser: 1, account: 10, deadlineSeconds: 600 }),
    ORCHESTRATOR_BACKENDS: JSON.stringify({
      backends: { agents: backend },
      tasks: { 'agent-runner': task },
    }),
  };
}
