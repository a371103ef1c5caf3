import { DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import {
  DeregisterTaskDefinitionCommand,
  ECSClient,
  ListTaskDefinitionsCommand,
} from '@aws-sdk/client-ecs';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DeleteObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { Context, Step } from '../scenario/scenario';
import { account, region, stageName, type Workspace } from '../scenario/workspace';
import { caller, keyOf } from './call-function';

const pruner = 'pruner: { owner: e2e-team }';

/** Lines of the stage's file that ask for the orchestrator, with one task, and for the pruner. */
export const longTasks = [
  'orchestrator: { owner: e2e-team, tasks: [agent-runner], limits: { perUser: 5, account: 50, ecs: 20 } }',
  pruner,
];

const services = ['orchestrator', 'agent-runner'];
const table = `slipway-${stageName}-runs`;
const bucket = `slipway-${stageName}-payloads-${account}`;

/** Puts the services of the orchestrator into the stage, and the code of the pruner beside them. */
export const addLongTasks: Step = {
  name: 'the stage runs long tasks, and prunes old versions of functions',
  work: async ({ stage, workspace }) => {
    workspace.addApp('version-pruner');
    replaceInServices(workspace, '  dev: {}', `  ${stageName}: {}`);
    workspace.lockImage('agent-runner', `sha256:${'ef'.repeat(32)}`);
    await stage.place();
  },
};

/** Sends a run whose payload is too large for the table, and reads it back. */
export const keepsRuns: Step = {
  name: 'a run that the API took is in the table and its payload in the bucket, and no other is known',
  work: async (context) => {
    const call = await caller(context, 'api-gateway');
    const key = await keyOf(context, 'orchestrator');
    const run = { runId: 'large', user: 'e2e', task: 'agent-runner' };
    const body = { ...run, payload: { topic: 'x'.repeat(largePayload) } };
    expect((await call('runs', { key, body })).status).toBe(201);
    const known = await call('runs/large', { key });
    expect([known.status, await known.json()]).toEqual([200, expect.objectContaining(run)]);
    expect((await call('runs/small', { key })).status).toBe(404);
    expect(await payloads(s3Client(context))).toHaveLength(1);
  },
};

/**
 * Invokes the pruner as its schedule does, which only looks. The emulator lists no numbered versions of
 * all functions at once, so there is nothing to decide here: version-pruner.e2e.ts shows that.
 */
export const prunesDry: Step = {
  name: 'the pruner, called as its schedule calls it, reads the functions and changes nothing',
  work: async (context) => {
    const { FunctionError, Payload } = await new LambdaClient(clientOf(context)).send(
      new InvokeCommand({ FunctionName: `slipway-${stageName}-version-pruner`, Qualifier: 'live' }),
    );
    const { dryRun, regions } = JSON.parse(Buffer.from(Payload ?? []).toString()) as {
      dryRun: boolean;
      regions: { codeBefore: number; codeAfter: number }[];
    };
    expect({ FunctionError, dryRun, regions }).toEqual({
      FunctionError: undefined,
      dryRun: true,
      regions: [expect.objectContaining({ region, cooled: 0, deleted: 0, notDone: [] })],
    });
    const [own] = regions;
    expect(own?.codeBefore).toBeGreaterThan(0);
    expect(own?.codeAfter).toBe(own?.codeBefore);
  },
};

/**
 * Removes the orchestrator from a stage as docs/orchestrator-deployment.md says.
 * @param others lines of the stage's file besides those of `longTasks`
 */
export function removeOrchestrator(others: readonly string[]): Step {
  return {
    name: 'the orchestrator goes once its table is let go and its bucket is empty, and not before',
    work: async (context) => {
      const { stage, workspace } = context;
      const compute = `${stageName}-compute`;
      workspace.writeStage([...others, pruner]);
      replaceInServices(workspace, `  ${stageName}: {}`, '');
      await stage.prepare();
      const refused = await stage.apply().then(String, String);
      expect(refused).toMatch(/protected against deletion|deletion protection/i);
      expect(refused).toContain('BucketNotEmpty');

      await new DynamoDBClient(clientOf(context)).send(
        new UpdateTableCommand({ TableName: table, DeletionProtectionEnabled: false }),
      );
      const s3 = s3Client(context);
      for (const Key of await payloads(s3)) {
        await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
      }
      await stage.apply();
      const left = await stage.terraform(compute, 'state', 'list');
      expect(left.split('\n').filter((address) => address.includes('orchestrator'))).toEqual([]);
      expect(left).toContain('version-pruner');
      await deregisterRevisions(context);
    },
  };
}

/** Terraform leaves the revisions that runs may have begun with. */
async function deregisterRevisions(context: Context): Promise<void> {
  const ecs = new ECSClient(clientOf(context));
  const familyPrefix = `slipway-${stageName}-agent-runner`;
  const { taskDefinitionArns = [] } = await ecs.send(
    new ListTaskDefinitionsCommand({ familyPrefix }),
  );
  expect(taskDefinitionArns).toHaveLength(1);
  for (const taskDefinition of taskDefinitionArns) {
    await ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition }));
  }
}

/** Characters of a payload that a run's record does not hold. */
const largePayload = 300_000;

function replaceInServices(workspace: Workspace, line: string, by: string): void {
  for (const name of services) {
    const file = `apps/${name}/service.yaml`;
    const lines = workspace.read(file);
    expect(lines).toContain(line);
    workspace.write(file, [lines.replace(line, by).trimEnd()]);
  }
}

async function payloads(s3: S3Client): Promise<string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
  return Contents.flatMap(({ Key }) => Key ?? []);
}

function s3Client(context: Context): S3Client {
  return new S3Client({ ...clientOf(context), forcePathStyle: true });
}

function clientOf({ endpoint }: Context) {
  return { endpoint, region, credentials: { accessKeyId: account, secretAccessKey: 'test' } };
}
