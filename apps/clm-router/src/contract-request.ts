import { mostPages, tasks, type ContractRequest } from './routing';

/** Every mistake in a request body, as sentences a caller can act on. */
export interface RefusedRequest {
  readonly mistakes: readonly string[];
}

/** Reads the JSON text of `POST /clm`. */
export function readContractRequest(text: string): ContractRequest | RefusedRequest {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { mistakes: ['The body must be JSON.'] };
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return { mistakes: ['The body must be an object with task and pages.'] };
  }
  const { task, pages, interactive = false, ...unknown } = body as Record<string, unknown>;
  const mistakes = Object.keys(unknown).map((key) => `${key} is not known.`);
  const known = tasks.find((candidate) => candidate === task);
  if (!known) mistakes.push(`task must be one of ${tasks.join(', ')}.`);
  const readable = typeof pages === 'number' && Number.isInteger(pages) ? pages : 0;
  if (readable < 1 || readable > mostPages) {
    mistakes.push(`pages must be a whole number from 1 to ${mostPages}.`);
  }
  if (typeof interactive !== 'boolean') mistakes.push('interactive must be true or false.');
  return mistakes.length === 0 && known && typeof interactive === 'boolean'
    ? { task: known, pages: readable, interactive }
    : { mistakes };
}
