import type { ClassifiedError } from '../classified-error';
import { errorTable, type ErrorRow } from './error-table';

/** What is read of an SDK error, or of one of Node's. */
interface ErrorFacts {
  /** The exception's name and, of a broken connection, Node's code. */
  readonly names: readonly string[];
  readonly message: string;
  readonly status: number;
  readonly retryAfterMs?: number;
}

interface SdkError {
  readonly name?: string;
  readonly code?: unknown;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly headers?: Readonly<Record<string, string | undefined>> };
}

/** An error of an SDK call as data, by the first row of `errorTable` that matches; it never throws. */
export function classifyError(error: unknown): ClassifiedError {
  const facts = factsOf(error);
  const row = errorTable.find((candidate) => matches(candidate, facts));
  return {
    class: row?.class ?? 'unknown',
    code: facts.names[0] ?? 'Error',
    message: facts.message,
    startMayHaveHappened: row?.startMayHaveHappened ?? true,
    ...(facts.retryAfterMs !== undefined && { retryAfterMs: facts.retryAfterMs }),
  };
}

/** The row that decides an error's class; undefined where none matches. */
export function errorRowOf(error: unknown): ErrorRow | undefined {
  const facts = factsOf(error);
  return errorTable.find((row) => matches(row, facts));
}

function matches({ names, message, minStatus }: ErrorRow, facts: ErrorFacts): boolean {
  if (names && !names.some((name) => facts.names.includes(name))) return false;
  if (message && !message.test(facts.message)) return false;
  return minStatus === undefined || facts.status >= minStatus;
}

function factsOf(error: unknown): ErrorFacts {
  const { name, code, message, $metadata, $response } = (error ?? {}) as SdkError;
  const retryAfterMs = retryAfter($response?.headers);
  const text = message || String(error);
  return {
    // Node names a broken connection `Error`; only its code tells.
    names: [code, ...codesOfWrapped(text), name].filter(
      (value): value is string => typeof value === 'string' && value !== 'Error',
    ),
    message: text,
    status: $metadata?.httpStatusCode ?? 0,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/** The SDK keeps only the text of an error of another realm, such as a vm context's. */
function codesOfWrapped(message: string): string[] {
  if (!message.startsWith('AWS SDK error wrapper for ')) return [];
  return message.match(/\bE[A-Z]{4,}(_[A-Z]+)?\b|\b(Timeout|Abort)Error\b/g)?.reverse() ?? [];
}

/** Milliseconds of a Retry-After header in seconds; a date would need a clock that agrees with AWS's. */
function retryAfter(
  headers: Readonly<Record<string, string | undefined>> = {},
): number | undefined {
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}
