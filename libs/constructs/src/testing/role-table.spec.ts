import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { PlatformStack } from '../platform-stack';
import { committedGrants, synthesisedGrants, type RoleGrants } from './role-table';
import { sampleStage } from './sample-model';
import { synthesised } from './synthesised-stack';

const trust = JSON.stringify({
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  ],
});

describe('the grants of a stack', () => {
  function grantsOf(build: (stack: PlatformStack, role: IamRole) => void): RoleGrants {
    const stack = synthesised((app) => {
      const built = new PlatformStack(app, 'compute', sampleStage());
      build(built, new IamRole(built, 'worker', { assumeRolePolicy: trust }));
      return built;
    });
    return synthesisedGrants(stack, (name) => name);
  }
  const trusted = 'sts:AssumeRole on Service lambda.amazonaws.com';

  it('say who takes a role', () => {
    expect(grantsOf(() => undefined)).toEqual({ worker: [trusted] });
  });

  it('say on which condition', () => {
    const policy = (Condition: object | undefined) =>
      JSON.stringify({
        Statement: [{ Effect: 'Allow', Action: ['a:B'], Resource: ['*'], Condition }],
      });
    const given = (condition?: object) =>
      grantsOf((stack, { name: role }) => {
        new IamRolePolicy(stack, 'policy', { role, policy: policy(condition) });
      });
    expect(given()).toEqual({ worker: ['a:B on *', trusted] });
    expect(given({ StringEquals: { k: ['x', 'y'], l: 'z' } })).toEqual({
      worker: ['a:B on * if StringEquals k x or y and StringEquals l z', trusted],
    });
  });

  it('hold attached policies', () => {
    const policyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    const grants = grantsOf((stack, { name: role }) => {
      new IamRolePolicyAttachment(stack, 'attached', { role, policyArn });
    });
    expect(grants).toEqual({ worker: [`attached policy on ${policyArn}`, trusted] });
  });

  it('refuse policies where no table shows them', () => {
    expect(() =>
      grantsOf((_, role) => {
        role.managedPolicyArns = ['arn:aws:iam::aws:policy/AdministratorAccess'];
      }),
    ).toThrow('managed_policy_arns');
  });
});

describe('a committed table', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-role-table-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  function table(...cells: readonly string[]): RoleGrants {
    const file = join(folder, 'role-statements.md');
    writeFileSync(
      file,
      `| role | action |\n| --- | --- |\n| \`worker\` | ${cells.join(' | ')} |\n`,
    );
    return committedGrants(file);
  }

  it.each(['a:B|*', 'ecs:*|arn:x', 's3:Get*|arn:x'])('needs a link for %s', (grant) => {
    const [action = '', resource = ''] = grant.split('|');
    expect(() => table(action, resource, '', 'because')).toThrow('cites no reason');
    expect(table(action, resource, '', '[because](https://a.example)')).toEqual({
      worker: [`${action} on ${resource}`],
    });
  });

  it('needs none to deny', () => {
    expect(table('never iam:*Role*', 'arn:x', '`Bool k true`', 'because')).toEqual({
      worker: ['never iam:*Role* on arn:x if Bool k true'],
    });
  });
});
