import { PutObjectCommand, DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Context, Scenario, Step } from '../scenario/scenario';
import { account, region, stageName } from '../scenario/workspace';
import { everyOption } from './every-option';
import { lockQuotes } from './images';
import { initAndValidate, leavesNothing, planAgain, planAndApply } from './lifecycle';

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

/** A stage in a VPC of its own, in an account that is made ready for it, with state in S3. */
export const dedicatedVpc: Scenario = {
  name: 'dedicated-vpc',
  stage: [
    `state: { backend: s3, bucket: ${bucket} }`,
    'network: { mode: dedicated, cidr: 10.20.0.0/16, zones: 2, natGateways: single }',
    'delivery: { githubRepository: example/platform }',
  ],
  steps: [
    refusesOtherAccount,
    bootstraps,
    nothingLeft.note,
    lockQuotes,
    initAndValidate,
    planAndApply,
    planAgain,
    ...everyOption,
    heldLock,
    nothingLeft.destroy,
  ],
};
