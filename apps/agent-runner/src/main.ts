import {
  agentFromEnvironment,
  agentVariables,
  invocationServer,
  runAgent,
  stopSignal,
} from '@slipway/orchestrator-runtime';
import { writeReport } from './work';

/** Where AgentCore reaches a container. */
const invocationPort = 8080;

const signal = stopSignal();

/** Does the work of the attempt that the variables name. */
async function attempt(environment: Readonly<Record<string, string | undefined>>) {
  return runAgent(writeReport, agentFromEnvironment(environment, signal));
}

if (process.env[agentVariables.runId]) {
  // A task of ECS, or a process: one attempt, told by the environment.
  attempt(process.env).then(
    (end) => {
      process.exitCode = end === 'failed' ? 1 : 0;
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    },
  );
} else {
  // A session of AgentCore: attempts come as invocations.
  const server = invocationServer(
    (environment) => attempt({ ...process.env, ...environment }),
    (error) => process.stderr.write(`${error.message}\n`),
  );
  server.listen(invocationPort);
  signal.addEventListener('abort', () => server.close());
}
