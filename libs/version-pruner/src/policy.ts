import { isRecord } from './settings-reader';

/**
 * Who a resource policy lets in, for a person; empty for a policy without statements.
 * @throws SyntaxError for what is no policy
 */
export function principalsIn(policy: string): readonly string[] {
  const document: unknown = JSON.parse(policy);
  const given = isRecord(document) ? document.Statement : undefined;
  const statements = Array.isArray(given)
    ? (given as unknown[])
    : given === undefined
      ? []
      : [given];
  return [...new Set(statements.map(principalOf))];
}

function principalOf(statement: unknown): string {
  if (!isRecord(statement)) return 'somebody';
  const { Principal, Sid } = statement;
  const named = isRecord(Principal) ? Object.values(Principal).flat().join(', ') : Principal;
  return typeof named === 'string' && named !== '' ? named : `statement ${String(Sid)}`;
}
