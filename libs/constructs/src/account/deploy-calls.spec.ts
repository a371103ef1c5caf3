import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAllowed, type PolicyJsonStatement } from '../testing/is-allowed';
import { providerCalls } from '../testing/provider-calls';
import { sampleAccount } from '../testing/sample-account';

function statementsOf(policyName: string): PolicyJsonStatement[] {
  const { attributes } = sampleAccount().one('aws_iam_role_policy', { name: policyName });
  const { Statement } = JSON.parse(String(attributes['policy'])) as {
    Statement: PolicyJsonStatement[];
  };
  return Statement;
}

/** Modules of the bindings that the constructs of the stages' stacks import. */
function importedBindings(): string[] {
  const source = join(__dirname, '..');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.ts$/.test(file) && !/\.spec\.ts$|^account\//.test(file),
  );
  const imports = files.flatMap((file) => [
    ...readFileSync(join(source, file), 'utf8').matchAll(
      /'@cdktf\/provider-aws\/lib\/([a-z0-9-]+)'/g,
    ),
  ]);
  return [...new Set(imports.map(([, module = '']) => module))]
    .filter((module) => module !== 'provider')
    .sort();
}

/** Of resources in the stage's region, with the stage's tags. */
const context = {
  'aws:RequestedRegion': 'eu-central-1',
  'aws:ResourceTag/slipway:project': 'slipway',
  'aws:ResourceTag/slipway:stage': 'dev',
};

const passedTo: Readonly<Record<string, string>> = {
  'ecs-task-definition': 'ecs-tasks.amazonaws.com',
  'flow-log': 'vpc-flow-logs.amazonaws.com',
  'lambda-function': 'lambda.amazonaws.com',
};

/** Calls of a kind of resource that a role must not make. */
function refused(statements: readonly PolicyJsonStatement[], module: string): string[] {
  return Object.entries(providerCalls[module] ?? {}).flatMap(([resource, actions]) =>
    actions
      .filter((action) => {
        const service = passedTo[module];
        const keys = { ...context, ...(service && { 'iam:PassedToService': service }) };
        return !isAllowed(statements, { action, resource, context: keys });
      })
      .map((action) => `${action} on ${resource}`),
  );
}

it('every kind of resource of the stacks is known by its calls, and no other', () => {
  expect(Object.keys(providerCalls).sort()).toEqual(importedBindings());
});

describe('the deploy role', () => {
  const statements = statementsOf('deploy');

  it.each(Object.keys(providerCalls))('may make every call for %s', (module) => {
    expect(refused(statements, module)).toEqual([]);
  });

  it('may make none of those outside its stage', () => {
    const others = Object.values(providerCalls)
      .flatMap((calls) => Object.entries(calls))
      .filter(([resource]) => resource.includes('slipway-dev'))
      .flatMap(([resource, actions]) =>
        actions.map((action) => ({ action, resource: resource.replaceAll('-dev', '-prod') })),
      );
    expect(others.filter((call) => isAllowed(statements, { ...call, context }))).toEqual([]);
    const untagged = { 'aws:RequestedRegion': 'eu-central-1' };
    for (const action of ['ec2:DeleteVpc', 'ec2:DeleteSubnet', 'ec2:ReleaseAddress']) {
      expect(isAllowed(statements, { action, resource: '*', context: untagged })).toBe(false);
    }
  });
});
