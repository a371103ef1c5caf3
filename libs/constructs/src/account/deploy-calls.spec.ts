import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAllowed, type PolicyJsonStatement } from '../testing/is-allowed';
import { providerCalls } from '../testing/provider-calls';
import { deliveryStatements, sampleAccount } from '../testing/sample-account';

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

const boundary = 'arn:aws:iam::123456789012:policy/slipway-dev-boundary';

/** Of resources in the stage's region, with the stage's tags, and roles with its boundary. */
const context = {
  'aws:RequestedRegion': 'eu-central-1',
  'iam:PermissionsBoundary': boundary,
  'iam:PolicyARN': 'arn:aws:iam::aws:policy/AWSLambdaManagedEC2ResourceOperator',
  'aws:ResourceTag/slipway:project': 'slipway',
  'aws:ResourceTag/slipway:stage': 'dev',
};

const passedTo: Readonly<Record<string, string>> = {
  'bedrockagentcore-agent-runtime': 'bedrock-agentcore.amazonaws.com',
  'ecs-task-definition': 'ecs-tasks.amazonaws.com',
  'flow-log': 'vpc-flow-logs.amazonaws.com',
  'lambda-capacity-provider': 'lambda.amazonaws.com',
  'lambda-function': 'lambda.amazonaws.com',
  'scheduler-schedule': 'scheduler.amazonaws.com',
};

/** Calls of a kind of resource that a role must not make. */
function refused(statements: readonly PolicyJsonStatement[], module: string): string[] {
  return Object.entries(providerCalls[module] ?? {}).flatMap(([resource, actions]) =>
    actions
      .filter((action) => {
        const service = passedTo[module];
        const keys = {
          ...context,
          ...(service && { 'iam:PassedToService': service, 'iam:AWSServiceName': service }),
        };
        return !isAllowed(statements, { action, resource, context: keys });
      })
      .map((action) => `${action} on ${resource}`),
  );
}

it('every kind of resource of the stacks is known by its calls, and no other', () => {
  expect(Object.keys(providerCalls).sort()).toEqual(importedBindings());
});

describe('the deploy role', () => {
  const statements = deliveryStatements(sampleAccount(), 'deploy');

  it.each(Object.keys(providerCalls))('may make every call for %s', (module) => {
    expect(refused(statements, module)).toEqual([]);
  });

  it.each(['iam:CreateRole', 'iam:PutRolePolicy', 'iam:PutRolePermissionsBoundary'])(
    'may %s only with the stage’s boundary',
    (action) => {
      const resource = 'arn:aws:iam::123456789012:role/slipway-dev-quotes-task';
      const bounded = { action, resource, context };
      const other = 'arn:aws:iam::aws:policy/AdministratorAccess';
      expect(isAllowed(statements, bounded)).toBe(true);
      expect(isAllowed(statements, { ...bounded, context: {} })).toBe(false);
      expect(
        isAllowed(statements, { ...bounded, context: { 'iam:PermissionsBoundary': other } }),
      ).toBe(false);
    },
  );

  it.each([
    ['iam:DeleteRolePermissionsBoundary', 'role/slipway-dev-quotes-task'],
    ['iam:AttachRolePolicy', 'role/slipway-dev-quotes-task'],
    ['iam:CreatePolicyVersion', 'policy/slipway-dev-boundary'],
    ['iam:SetDefaultPolicyVersion', 'policy/slipway-dev-boundary'],
    ['iam:DeletePolicy', 'policy/slipway-dev-boundary'],
    ['iam:PutRolePolicy', 'role/slipway-dev-deploy'],
    ['iam:UpdateAssumeRolePolicy', 'role/slipway-dev-plan'],
    ['iam:PassRole', 'role/slipway-dev-deploy'],
    ['iam:UpdateAssumeRolePolicy', 'role/slipway_eu-central-1_api-gateway-logs'],
  ])('may not %s of %s', (action, name) => {
    const resource = `arn:aws:iam::123456789012:${name}`;
    const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess';
    const keys = {
      ...context,
      'iam:PassedToService': 'lambda.amazonaws.com',
      'iam:PolicyARN': administrator,
    };
    expect(isAllowed(statements, { action, resource, context: keys })).toBe(false);
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
