import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** What a project takes from its `service.yaml`; nothing is checked, and what is not text is absent. */
export interface ServiceFile {
  readonly kind?: string;
  /** Module of a function, relative to the service's folder; absent where its code is not bundled. */
  readonly entry?: string;
  readonly runtime: string;
  /** Whether its code is a folder that is built elsewhere. */
  readonly hasBuiltFolder: boolean;
}

/** Reads what it can: a file that is broken still makes a project, and `slipway check` says what is wrong. */
export function readServiceFile(workspaceRoot: string, file: string): ServiceFile {
  const service = mappingIn(readFileSync(join(workspaceRoot, file), 'utf8'));
  const settings = mapping(service.function);
  return {
    kind: text(service.kind),
    ...(settings.folder === undefined &&
      settings.image !== true && { entry: text(settings.entry) ?? 'src/handler.ts' }),
    runtime: text(settings.runtime) ?? 'nodejs22.x',
    hasBuiltFolder: settings.folder !== undefined,
  };
}

function mappingIn(yaml: string): Readonly<Record<string, unknown>> {
  try {
    return mapping(parse(yaml, { logLevel: 'error' }));
  } catch {
    return {};
  }
}

function mapping(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
