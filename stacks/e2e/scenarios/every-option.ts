import type { Context, Step } from '../scenario/scenario';
import { account, region, stageName } from '../scenario/workspace';

const compute = `${stageName}-compute`;
const service = 'options';
const secret = 'options/database';

/** A container service that says everything its file can say. */
const file = [
  `name: ${service}`,
  'kind: http',
  'owner: e2e-team',
  'container:',
  '  { port: 8080, cpu: 512, memory: 1024, architecture: x86_64, stopTimeout: 60, user: node,',
  '    mounts: [/tmp, /app/cache], ephemeralStorage: 30, exec: true, capacity: { base: 1, spot: 50 } }',
  `api: { basePath: /${service}, expose: public, auth: apiKey }`,
  'scaling: { min: 2, max: 4, cpu: 60, memory: 70, requestsPerTarget: 1000 }',
  'deployment: { minimumHealthyPercent: 50, maximumPercent: 150, zoneRebalancing: false, healthCheckGracePeriod: 90 }',
  `logs: { retentionDays: 7, mode: blocking, kmsKey: 'arn:aws:kms:${region}:${account}:key/0a1b2c3d-0000-4000-8000-000000000000' }`,
  'environment: { LEVEL: info }',
  `secrets: { DSN: ${secret} }`,
  'parameters: { RATES: /options/rates }',
  'telemetry: { collector: true }',
];

/** Creates a secret as its owner would. */
async function createSecret({ endpoint }: Context, name: string): Promise<void> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${account}/20300101/${region}/secretsmanager/aws4_request, SignedHeaders=host, Signature=0`,
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'secretsmanager.CreateSecret',
    },
    body: JSON.stringify({
      Name: name,
      SecretString: 'none',
      ClientRequestToken: name.padEnd(32, '0'),
    }),
  });
  if (!response.ok) throw new Error(`CreateSecret: ${await response.text()}`);
}

/** Attributes of the one resource of a type in the compute stack whose address names the service. */
async function deployed({ stage }: Context, type: string): Promise<Record<string, unknown>> {
  const state = JSON.parse(await stage.terraform(compute, 'show', '-json')) as {
    values: {
      root_module: { resources: { type: string; address: string; values: object }[] };
    };
  };
  const found = state.values.root_module.resources.find(
    (resource) => resource.type === type && resource.address.includes(`_${service}_`),
  );
  return { ...found?.values };
}

/** Adds a service with every option to a stage that is applied, and changes how it spreads over Spot. */
export const everyOption: readonly Step[] = [
  {
    name: 'a secret that nobody has made is told at plan, and not one whose name begins the same',
    work: async (context) => {
      const { stage, workspace } = context;
      workspace.write(`apps/${service}/service.yaml`, file);
      workspace.lockImage(service, `sha256:${'cd'.repeat(32)}`, 'x86_64');
      await stage.place();
      await stage.prepare();
      await createSecret(context, `${secret}-replica`);
      await expect(stage.plan(compute)).rejects.toThrow(
        /DSN of options is the secret options\/database/,
      );
    },
  },
  {
    name: 'a service with every option is created, and a second plan changes nothing',
    work: async (context) => {
      const { stage } = context;
      await createSecret(context, secret);
      await stage.apply();
      expect(await stage.differences()).toEqual([]);
      const { container_definitions: text } = await deployed(context, 'aws_ecs_task_definition');
      const [application] = JSON.parse(String(text)) as { secrets: object[] }[];
      expect(application?.secrets).toContainEqual({
        name: 'DSN',
        valueFrom: expect.stringMatching(new RegExp(`:secret:${secret}-[A-Za-z0-9]{6}$`)) as string,
      });
    },
  },
  {
    name: 'more of it on Spot changes the service in place',
    work: async (context) => {
      const { stage, workspace } = context;
      workspace.write(
        `apps/${service}/service.yaml`,
        file.map((line) => line.replace('spot: 50', 'spot: 60')),
      );
      await stage.prepare();
      const { changes } = await stage.plan(compute);
      expect(
        changes.map(({ address, action, attributes }) => [
          address.split('.')[0],
          action,
          attributes,
        ]),
      ).toEqual([['aws_ecs_service', 'update', ['capacity_provider_strategy']]]);
      await stage.applyPlan(compute);
      expect(await stage.differences()).toEqual([]);
    },
  },
];
