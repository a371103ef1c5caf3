import { existsSync, statSync } from 'node:fs';
import { join, parse } from 'node:path';
import { buildSync, type BuildFailure, type BuildOptions } from 'esbuild';
import type { Finding, FunctionService } from '@slipway/catalog';
import { report } from '../report';
import { packFunction, type FunctionBundle } from './function-bundle';

type Runtime = FunctionService['function']['runtime'];

/** Language level of each Lambda runtime, as esbuild names it. */
const targets: Readonly<Record<Runtime, string>> = {
  'nodejs20.x': 'node20',
  'nodejs22.x': 'node22',
};

/** A function that cannot be bundled; its findings say which, where and why. */
export class BundleError extends Error {
  override readonly name = 'BundleError';

  constructor(readonly findings: readonly Finding[]) {
    super(findings.map(({ message }) => message).join('\n'));
  }
}

/**
 * Bundles every function with its packages into one CommonJS module, by service name.
 * @param root absolute path of the workspace
 * @throws BundleError with a finding for each entry that is missing or does not compile
 */
export function bundleFunctions(
  root: string,
  services: readonly FunctionService[],
): ReadonlyMap<string, FunctionBundle> {
  const findings = services.flatMap((service) => missingEntry(root, service) ?? []);
  if (findings.length > 0) {
    throw new BundleError(findings);
  }
  const bundles = [...new Set(services.map((service) => service.function.runtime))].flatMap(
    (runtime) =>
      bundleTogether(
        root,
        runtime,
        services.filter((service) => service.function.runtime === runtime),
      ),
  );
  return new Map(bundles.map((bundle) => [bundle.service, bundle]));
}

function entryOf(service: FunctionService): string {
  return `${service.folder}/${service.function.entry}`;
}

function missingEntry(root: string, service: FunctionService): Finding | undefined {
  const entry = entryOf(service);
  if (statSync(join(root, entry), { throwIfNoEntry: false })?.isFile()) {
    return undefined;
  }
  const message = `\`function.entry\` of ${service.name} is ${service.function.entry}, and there is no file ${entry}`;
  const fix = existsSync(join(root, service.folder, 'src/handler.ts'))
    ? 'write `entry: src/handler.ts`'
    : `create ${entry} with an exported \`handler\``;
  return report('SLP3101', service.at('function.entry'), message, fix);
}

/** One run of esbuild reads a module that several functions share once. */
function bundleTogether(
  root: string,
  runtime: Runtime,
  services: readonly FunctionService[],
): readonly FunctionBundle[] {
  const options: BuildOptions = {
    absWorkingDir: root,
    outdir: 'bundles',
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: targets[runtime],
    // Packages' ES modules first: they are smaller after tree shaking.
    mainFields: ['module', 'main'],
    logLevel: 'silent',
  };
  const entryPoints = Object.fromEntries(
    services.map((service) => [service.name, entryOf(service)]),
  );
  try {
    const { outputFiles = [] } = buildSync({ ...options, entryPoints });
    return outputFiles.map(({ path, contents }) => packFunction(parse(path).name, contents));
  } catch (error) {
    if (!isBuildFailure(error)) {
      throw error;
    }
    throw new BundleError(services.flatMap((service) => compileFindings(service, options)));
  }
}

/** Bundles one function of a failed run again, to know which ones the errors belong to. */
function compileFindings(service: FunctionService, options: BuildOptions): readonly Finding[] {
  try {
    buildSync({ ...options, entryPoints: [entryOf(service)] });
    return [];
  } catch (error) {
    if (!isBuildFailure(error)) {
      throw error;
    }
    return error.errors.map(({ text, location }) => {
      const place =
        location === null
          ? entryOf(service)
          : `${location.file}:${location.line}:${location.column + 1}`;
      const message = `the function ${service.name} cannot be bundled: ${place}: ${text}`;
      return report('SLP3102', service.at('function.entry'), message, `correct ${place}`);
    });
  }
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return (
    typeof error === 'object' && error !== null && 'errors' in error && Array.isArray(error.errors)
  );
}
