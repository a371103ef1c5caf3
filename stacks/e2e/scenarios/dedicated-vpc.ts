import { PutObjectCommand, DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { loadCatalog, stageNamed } from '@slipway/catalog';
import { join } from 'node:path';
import { synthesiseAccount } from '../../synthesise-account';
import type { Context, Scenario, Step } from '../scenario/scenario';
import { account, region, stageName } from '../scenario/workspace';
import { everyOption } from './every-option';
import type { Change } from '../terraform/plan';
import { lockQuotes } from './images';
import { init, leavesNothing, planAgain, planAndApply } from './lifecycle';

const bucket = 'slipway-e2e-state';
const nothingLeft = leavesNothing(({ stage }) => stage.destroy());

const refusesOtherAccount: Step = {
  name: 'bootstrap refuses the credentials of another account',
  work: async ({ stage, existing }) => {
    const before = await existing();
    const other = stage.withEnvironment({ AWS_ACCESS_KEY_ID: '111122223333' });
    const { exitCode, stderr } = await other.slipway('bootstrap', '--stage', stageName, '--yes');
    expect({ exitCode, stderr }).toEqual({
      exitCode: 3,
      stderr: expect.stringMatching(new RegExp(`111122223333.*${account}`)) as string,
    });
    expect(await existing()).toEqual(before);
  },
};

const bootstraps: Step = {
  name: 'bootstrap creates the state bucket and the account stack, and nothing the second time',
  work: async ({ stage }) => {
    const bootstrap = async () => {
      const { exitCode, stdout, stderr } = await stage.slipway(
        ...['bootstrap', '--stage', stageName, '--yes', '--json'],
      );
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.any(String) as string });
      const { result } = JSON.parse(stdout) as {
        result: { changes: { address: string }[]; stateBucket: { created: boolean } };
      };
      return { created: result.stateBucket.created, changes: result.changes.length };
    };
    const first = await bootstrap();
    expect(first.created).toBe(true);
    expect(first.changes).toBeGreaterThan(5);
    expect(await bootstrap()).toEqual({ created: false, changes: 0 });
  },
};

const heldLock: Step = {
  name: 'a lock in the state bucket stops a plan',
  work: async ({ stage, endpoint }: Context) => {
    const s3 = new S3Client({
      endpoint,
      region,
      forcePathStyle: true,
      credentials: { accessKeyId: account, secretAccessKey: 'test' },
    });
    const stack = `${stageName}-networking`;
    const lock = { Bucket: bucket, Key: `slipway/${stageName}/${stack}.tfstate.tflock` };
    const info = { ID: '1', Operation: 'OperationTypeApply', Who: 'someone@elsewhere' };
    await s3.send(new PutObjectCommand({ ...lock, Body: JSON.stringify(info) }));
    await expect(stage.plan(stack)).rejects.toThrow('someone@elsewhere');
    await s3.send(new DeleteObjectCommand(lock));
  },
};

const accountPlan: Step = {
  name: 'the account stack is planned',
  work: async ({ stage, workspace: { root }, keepPlan }) => {
    const outdir = join(root, 'cdktf.out.account');
    const catalog = loadCatalog(root);
    const { stage: settings } = stageNamed(catalog, stageName);
    if (settings === undefined) throw new Error('the stage has no settings');
    const { stacks } = synthesiseAccount({ catalog, stage: settings, outdir });
    const [stack = ''] = Object.keys(stacks);
    await stage.in(outdir).terraform(stack, 'init', '-input=false');
    const { changes } = await stage.in(outdir).plan(stack);
    expect(changes).toEqual([]);
    keepPlan(stack, await stage.in(outdir).lastPlan(stack));
  },
};

const closesNetwork: Step = {
  name: 'the NAT gateway goes, and endpoints come in its place',
  work: async ({ stage, workspace, keepPlan }) => {
    // What they need is not in a network without a way out.
    for (const service of ['clm-router', 'options']) workspace.removeService(service);
    workspace.writeStage(stageLines(closedNetwork), null);
    await stage.prepare();
    const networking = `${stageName}-networking`;
    const { changes, text } = await stage.plan(networking);
    keepPlan(`${networking}-closed`, text);
    // What it records cannot be changed.
    expect(kindsOf(changes, 'replace')).toEqual(['aws_flow_log']);
    expect(kindsOf(changes, 'delete')).toEqual([
      'aws_eip',
      'aws_internet_gateway',
      'aws_nat_gateway',
      'aws_route',
      'aws_route_table',
      'aws_route_table_association',
      'aws_subnet',
    ]);
    expect(kindsOf(changes, 'create')).toEqual([
      'aws_security_group',
      'aws_vpc_endpoint',
      'aws_vpc_security_group_ingress_rule',
    ]);
    await stage.applyPlan(networking);
    await stage.apply();
    expect(await stage.differences()).toEqual([]);
  },
};

/** Types of the resources that a plan does one thing to, each once. */
function kindsOf(changes: readonly Change[], action: Change['action']): string[] {
  const types = changes
    .filter((change) => change.action === action)
    .map(({ address }) => address.split('.')[0] ?? '');
  return [...new Set(types)].sort();
}

const openNetwork = 'mode: dedicated, cidr: 10.20.0.0/16, zones: 2, natGateways: single';
const closedNetwork =
  'mode: dedicated, cidr: 10.20.0.0/16, zones: 2, natGateways: none, endpoints: [dynamodb, secretsmanager], flowLogs: { traffic: reject, retentionDays: 7 }';

function stageLines(network: string): string[] {
  return [
    `state: { backend: s3, bucket: ${bucket} }`,
    `network: { ${network} }`,
    'delivery: { githubRepository: example/platform }',
  ];
}

/** A stage in a VPC of its own, in an account that is made ready for it, with state in S3. */
export const dedicatedVpc: Scenario = {
  name: 'dedicated-vpc',
  stage: stageLines(openNetwork),
  steps: [
    refusesOtherAccount,
    bootstraps,
    accountPlan,
    nothingLeft.note,
    lockQuotes,
    init,
    planAndApply,
    planAgain,
    ...everyOption,
    heldLock,
    closesNetwork,
    nothingLeft.destroy,
  ],
};
