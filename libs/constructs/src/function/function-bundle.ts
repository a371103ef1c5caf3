import { createHash } from 'node:crypto';
import { zipOf, type PackedFile } from './zip';

/** A function's code, packed for Lambda. */
export interface FunctionBundle {
  readonly service: string;
  /** What Lambda calls. */
  readonly handler: string;
  /** Path in the zip of the module that Node.js loads; absent where another runtime runs it. */
  readonly module?: string;
  readonly files: readonly PackedFile[];
  readonly zip: Uint8Array;
  /** Base64 SHA-256 of the zip, as Lambda computes it. */
  readonly sourceCodeHash: string;
}

/** Packs files; equal files give an equal zip on every machine. */
export function packFiles(
  code: Pick<FunctionBundle, 'service' | 'handler' | 'module' | 'files'>,
): FunctionBundle {
  const zip = zipOf(code.files);
  return { ...code, zip, sourceCodeHash: createHash('sha256').update(zip).digest('base64') };
}

/** Packs one bundled module, which exports `handler`. */
export function packFunction(service: string, content: Uint8Array): FunctionBundle {
  const path = 'index.js';
  const files: PackedFile[] = [{ path, kind: 'file', content }];
  return packFiles({ service, handler: 'index.handler', module: path, files });
}
