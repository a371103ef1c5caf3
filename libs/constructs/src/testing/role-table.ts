import { readFileSync } from 'node:fs';
import type { Attributes, SynthesisedStack } from './synthesised-stack';

/**
 * What one role is and may do, sorted: `<action> on <resource>`, with `never` in front where it must
 * not; `sts:AssumeRole… on <principal>` for who takes it; `attached policy on <arn>`; `permissions
 * boundary on <arn>`. A condition follows as `if <operator> <key> <values>`.
 */
export type RoleGrants = Readonly<Record<string, readonly string[]>>;

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Principal?: Readonly<Record<string, string | readonly string[]>>;
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
}

/**
 * The grants of a committed Markdown table with the columns role, action, resource, condition and
 * reason, by role. Throws where a row allows every resource, or actions by a `*`, without a link in
 * its reason.
 */
export function committedGrants(file: string): RoleGrants {
  const rows = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));
  const grants: Record<string, string[]> = {};
  for (const [, role = '', action = '', resource = '', condition = '', reason = ''] of rows) {
    const broad = resource === '*' || (action.includes('*') && !action.startsWith('never '));
    if (broad && !reason.includes('https://')) {
      throw new Error(`${file} grants ${role} ${action} on ${resource} and cites no reason`);
    }
    (grants[role] ??= []).push(grant(action, resource, condition));
  }
  return sorted(grants);
}

/**
 * The grants of the roles in a stack, and of the managed policies it has, by what `nameOf` makes of
 * their names in the stack. References are written as type and attribute, `aws_ecr_repository.arn`, or as the
 * value's name in the stack, `local.quotes_dsn`.
 */
export function synthesisedGrants(
  stack: SynthesisedStack,
  nameOf: (name: string) => string,
): RoleGrants {
  const grants: Record<string, string[]> = {};
  const add = (name: string, ...more: readonly string[]): void => {
    (grants[nameOf(name)] ??= []).push(...more);
  };
  const ofRole = (attributes: Attributes): string => {
    const role = String(attributes['role']);
    const name = /^\$\{aws_iam_role\.([^.]+)\./.exec(role)?.[1];
    if (name === undefined) {
      throw new Error(`${role} is no role of ${stack.id}`);
    }
    return name;
  };
  for (const [name, attributes] of Object.entries(stack.resources('aws_iam_role'))) {
    for (const inside of ['inline_policy', 'managed_policy_arns']) {
      if (attributes[inside] !== undefined) {
        throw new Error(`${name} has ${inside}, which no table shows`);
      }
    }
    add(name, ...statementGrants(attributes['assume_role_policy']));
    if (attributes['permissions_boundary'] !== undefined) {
      add(name, grant('permissions boundary', reference(attributes['permissions_boundary'])));
    }
  }
  for (const attributes of Object.values(stack.resources('aws_iam_role_policy'))) {
    add(ofRole(attributes), ...statementGrants(attributes['policy']));
  }
  for (const attributes of Object.values(stack.resources('aws_iam_role_policy_attachment'))) {
    add(ofRole(attributes), grant('attached policy', reference(attributes['policy_arn'])));
  }
  for (const [name, { policy }] of Object.entries(stack.resources('aws_iam_policy'))) {
    add(name, ...statementGrants(policy));
  }
  return sorted(grants);
}

function statementGrants(policy: unknown): string[] {
  const { Statement: statements } = JSON.parse(String(policy)) as {
    readonly Statement: readonly Statement[];
  };
  return statements.flatMap(({ Effect, Action, Principal = {}, Resource, Condition = {} }) => {
    const principals = Object.entries(Principal).flatMap(([kind, who]) =>
      [who].flat().map((one) => `${kind} ${reference(one)}`),
    );
    const targets = Resource === undefined ? principals : [Resource].flat().map(reference);
    const verb = Effect === 'Deny' ? 'never ' : '';
    return [Action]
      .flat()
      .flatMap((action) =>
        targets.map((target) => grant(`${verb}${action}`, target, conditionText(Condition))),
      );
  });
}

/** `StringEquals aws:SourceAccount 123456789012 and …`; several values of one key stand with `or`. */
function conditionText(condition: NonNullable<Statement['Condition']>): string {
  return Object.entries(condition)
    .flatMap(([operator, keys]) =>
      Object.entries(keys).map(
        ([key, values]) => `${operator} ${key} ${[values].flat().map(reference).join(' or ')}`,
      ),
    )
    .join(' and ');
}

function grant(action: string, target: string, condition = ''): string {
  return `${action} on ${target}${condition === '' ? '' : ` if ${condition}`}`;
}

function reference(value: unknown): string {
  return String(value)
    .replaceAll(/\$\{(\w+)\.[^.]+\.(\w+)\}/g, '$1.$2')
    .replace(/\$\{local\.(\w[\w-]*)_[0-9A-F]{8}\}/, 'local.$1');
}

function sorted(grants: Record<string, string[]>): RoleGrants {
  return Object.fromEntries(Object.entries(grants).map(([role, list]) => [role, [...list].sort()]));
}
