import {
  InvalidRequestError,
  type JsonValue,
  type RunRequest,
} from '@slipway/orchestrator-runtime';

type Fields = Readonly<Record<string, unknown>>;

/** @throws InvalidRequestError where the body is no JSON object */
export function readFields(body: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new InvalidRequestError('body', 'must be JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidRequestError('body', 'must be a JSON object');
  }
  return value as Fields;
}

/** @throws InvalidRequestError where a field is missing or of another type */
export function readRunRequest(fields: Fields): RunRequest {
  const runId = optional(fields, 'runId', 'string');
  const deadlineSeconds = optional(fields, 'deadlineSeconds', 'number');
  const maxIterations = optional(fields, 'maxIterations', 'number');
  const maxCostUsd = optional(fields, 'maxCostUsd', 'number');
  if (fields.payload === undefined) throw new InvalidRequestError('payload', 'is missing');
  return {
    user: required(fields, 'user', 'string'),
    task: required(fields, 'task', 'string'),
    payload: fields.payload as JsonValue,
    ...(runId !== undefined && { runId }),
    ...(deadlineSeconds !== undefined && { deadlineSeconds }),
    ...(maxIterations !== undefined && { maxIterations }),
    ...(maxCostUsd !== undefined && { maxCostUsd }),
  };
}

interface Types {
  string: string;
  number: number;
  boolean: boolean;
}

/** @throws InvalidRequestError */
export function required<T extends keyof Types>(fields: Fields, name: string, type: T): Types[T] {
  const value = optional(fields, name, type);
  if (value === undefined) throw new InvalidRequestError(name, 'is missing');
  return value;
}

/** @throws InvalidRequestError */
export function optional<T extends keyof Types>(
  fields: Fields,
  name: string,
  type: T,
): Types[T] | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (typeof value !== type) throw new InvalidRequestError(name, `must be a ${type}`);
  return value as Types[T];
}
