/** One statement of a policy, as its JSON has it. */
export interface PolicyJsonStatement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
}

/** A request to AWS, as IAM sees it. */
export interface AwsRequest {
  readonly action: string;
  readonly resource: string;
  /** Values of condition keys. */
  readonly context: Readonly<Record<string, string>>;
}

/**
 * Whether the statements together allow a request: one allows it and none denies it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function isAllowed(
  statements: readonly PolicyJsonStatement[],
  request: AwsRequest,
): boolean {
  const effects = statements.filter((statement) => meets(statement, request));
  return effects.length > 0 && effects.every(({ Effect }) => Effect === 'Allow');
}

function meets(statement: PolicyJsonStatement, { action, resource, context }: AwsRequest): boolean {
  return (
    [statement.Action].flat().some((pattern) => like(pattern, action)) &&
    [statement.Resource].flat().some((pattern) => like(pattern, resource)) &&
    Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => holds(operator, [values].flat(), context[key])),
    )
  );
}

function holds(operator: string, wanted: readonly string[], actual: string | undefined): boolean {
  switch (operator) {
    case 'ArnEquals':
    case 'StringEquals':
      return actual !== undefined && wanted.includes(actual);
    case 'StringLike':
      return actual !== undefined && wanted.some((pattern) => like(pattern, actual));
    case 'Null':
      return wanted.includes(String(actual === undefined));
    default:
      throw new Error(`no policy of the account uses ${operator}`);
  }
}

function like(pattern: string, text: string): boolean {
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${source}$`).test(text);
}
