import { readFileSync } from 'node:fs';
import type { SynthesisedStack } from './synthesised-stack';

/** What one role may do: `<action> on <resource>`, sorted; what it must not, with `never` in front. */
export type RoleGrants = Readonly<Record<string, readonly string[]>>;

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

/**
 * The grants of a committed Markdown table with the columns role, action, resource and reason, by
 * role. Throws where a row grants `*` without a link in its reason.
 */
export function committedGrants(file: string): RoleGrants {
  const rows = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));
  const grants: Record<string, string[]> = {};
  for (const [, role = '', action = '', resource = '', reason = ''] of rows) {
    if (resource === '*' && !reason.includes('https://')) {
      throw new Error(`${file} grants ${role} ${action} on * and cites no reason`);
    }
    (grants[role] ??= []).push(...(action === '' ? [] : [`${action} on ${resource}`]));
  }
  return sorted(grants);
}

/**
 * The grants of the roles in a stack, by the last part of the role's address. References are written
 * as type and attribute: `aws_ecr_repository.arn`.
 */
export function synthesisedGrants(
  stack: SynthesisedStack,
  nameOf: (role: string) => string,
): RoleGrants {
  const grants: Record<string, string[]> = {};
  for (const address of Object.keys(stack.resources('aws_iam_role'))) {
    grants[nameOf(address)] = [];
  }
  for (const { role, policy } of Object.values(stack.resources('aws_iam_role_policy'))) {
    const address = /aws_iam_role\.([^.]+)\./.exec(String(role))?.[1];
    if (address === undefined) {
      throw new Error(`${String(role)} is no role of ${stack.id}`);
    }
    const { Statement: statements } = JSON.parse(String(policy)) as {
      Statement: readonly Statement[];
    };
    for (const { Effect, Action, Resource } of statements) {
      for (const action of [Action].flat()) {
        for (const resource of [Resource].flat()) {
          const reference = resource.replace(/\$\{(\w+)\.[^.]+\.(\w+)\}/, '$1.$2');
          const verb = Effect === 'Deny' ? 'never ' : '';
          grants[nameOf(address)]?.push(`${verb}${action} on ${reference}`);
        }
      }
    }
  }
  return sorted(grants);
}

function sorted(grants: Record<string, string[]>): RoleGrants {
  return Object.fromEntries(Object.entries(grants).map(([role, list]) => [role, [...list].sort()]));
}
