import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';

/** A function's code, bundled into one module. */
export interface FunctionBundle {
  readonly service: string;
  readonly code: Uint8Array;
  readonly zip: Uint8Array;
  /** Base64 SHA-256 of the zip, as Lambda computes it. */
  readonly sourceCodeHash: string;
}

/** Name of the module in the zip. */
export const bundledModule = 'index.js';

/** What Lambda calls. */
export const handler = 'index.handler';

/** The first date that a zip can hold; local time in the zip, so it is built from local parts. */
const zipDate = new Date(1980, 0, 1);

/** Packs a bundled module; equal code gives an equal zip on every machine. */
export function packFunction(service: string, code: Uint8Array): FunctionBundle {
  // Unix attributes of a file that everyone may read: Lambda runs it as another user.
  const attributes = { mtime: zipDate, os: 3, attrs: 0o644 << 16 };
  const zip = zipSync({ [bundledModule]: [code, attributes] });
  return { service, code, zip, sourceCodeHash: createHash('sha256').update(zip).digest('base64') };
}
