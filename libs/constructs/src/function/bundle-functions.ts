import { existsSync, statSync } from 'node:fs';
import { join, parse } from 'node:path';
import { buildSync, type BuildFailure, type BuildOptions } from 'esbuild';
import {
  codeOf,
  type Finding,
  type FunctionCode,
  type FunctionService,
  type NodeRuntime,
} from '@slipway/catalog';
import { report } from '../report';
import { packFunction, type FunctionBundle } from './function-bundle';
import { packFolder } from './pack-folder';
import { zipFindings } from './size-findings';

/** Language level of each Lambda runtime, as esbuild names it. */
const targets: Readonly<Record<NodeRuntime, string>> = {
  'nodejs20.x': 'node20',
  'nodejs22.x': 'node22',
  'nodejs24.x': 'node24',
};

/** A function whose module is bundled here. */
interface Bundled {
  readonly service: FunctionService;
  readonly minify: boolean;
  readonly code: Extract<FunctionCode, { readonly from: 'entry' }>;
}

/** A function that cannot be bundled; its findings say which, where and why. */
export class BundleError extends Error {
  override readonly name = 'BundleError';

  constructor(readonly findings: readonly Finding[]) {
    super(findings.map(({ message }) => message).join('\n'));
  }
}

/**
 * Packs every function for Lambda, by service name: a module with its packages is bundled into one
 * CommonJS module, a prepared folder is taken as it is, and an image is none of this.
 * @param root absolute path of the workspace
 * @param minified names of functions whose bundles have to be small rather than readable
 * @throws BundleError with a finding for each entry that is missing or does not compile, and each
 *   folder that Lambda could not run
 */
export function bundleFunctions(
  root: string,
  services: readonly FunctionService[],
  minified: ReadonlySet<string> = new Set(),
): ReadonlyMap<string, FunctionBundle> {
  const codes = services.map((service) => ({
    service,
    code: codeOf(service.function),
    minify: minified.has(service.name),
  }));
  const bundled = codes.filter((each): each is Bundled => each.code.from === 'entry');
  const folders = codes.flatMap(({ service, code }) =>
    code.from === 'folder' ? [packFolder(root, service, code)] : [],
  );
  const findings = [
    ...bundled.flatMap((each) => missingEntry(root, each) ?? []),
    ...folders.flatMap((folder) => ('findings' in folder ? folder.findings : [])),
  ];
  if (findings.length > 0) {
    throw new BundleError(findings);
  }
  const runtimes = new Set(bundled.map(({ code }) => code.runtime));
  const bundles = [
    ...[...runtimes].flatMap((runtime) =>
      [false, true].flatMap((minify) =>
        bundleTogether(
          root,
          { runtime, minify },
          bundled.filter((each) => each.code.runtime === runtime && each.minify === minify),
        ),
      ),
    ),
    ...folders.flatMap((folder) => ('bundle' in folder ? [folder.bundle] : [])),
  ];
  const tooLarge = bundled.flatMap(({ service }) =>
    bundles
      .filter((bundle) => bundle.service === service.name)
      .flatMap(({ zip }) => zipFindings(service, 'function.entry', zip)),
  );
  if (tooLarge.length > 0) {
    throw new BundleError(tooLarge);
  }
  return new Map(bundles.map((bundle) => [bundle.service, bundle]));
}

function entryOf({ service, code }: Bundled): string {
  return `${service.folder}/${code.entry}`;
}

function missingEntry(root: string, bundled: Bundled): Finding | undefined {
  const { service, code } = bundled;
  const entry = entryOf(bundled);
  if (statSync(join(root, entry), { throwIfNoEntry: false })?.isFile()) {
    return undefined;
  }
  const message = `\`function.entry\` of ${service.name} is ${code.entry}, and there is no file ${entry}`;
  const fix = existsSync(join(root, service.folder, 'src/handler.ts'))
    ? 'write `entry: src/handler.ts`'
    : `create ${entry} with an exported \`handler\``;
  return report('SLP3101', service.at('function.entry'), message, fix);
}

/** One run of esbuild reads a module that several functions share once. */
function bundleTogether(
  root: string,
  { runtime, minify }: { readonly runtime: NodeRuntime; readonly minify: boolean },
  functions: readonly Bundled[],
): readonly FunctionBundle[] {
  if (functions.length === 0) return [];
  const options: BuildOptions = {
    absWorkingDir: root,
    outdir: 'bundles',
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: targets[runtime],
    minify,
    // Packages' ES modules first: they are smaller after tree shaking.
    mainFields: ['module', 'main'],
    logLevel: 'silent',
  };
  const entryPoints = Object.fromEntries(
    functions.map((each) => [each.service.name, entryOf(each)]),
  );
  try {
    const { outputFiles = [] } = buildSync({ ...options, entryPoints });
    return outputFiles.map(({ path, contents }) => packFunction(parse(path).name, contents));
  } catch (error) {
    if (!isBuildFailure(error)) {
      throw error;
    }
    throw new BundleError(functions.flatMap((each) => compileFindings(each, options)));
  }
}

/** Bundles one function of a failed run again, to know which ones the errors belong to. */
function compileFindings(bundled: Bundled, options: BuildOptions): readonly Finding[] {
  const { service } = bundled;
  try {
    buildSync({ ...options, entryPoints: [entryOf(bundled)] });
    return [];
  } catch (error) {
    if (!isBuildFailure(error)) {
      throw error;
    }
    return error.errors.map(({ text, location }) => {
      const place =
        location === null
          ? entryOf(bundled)
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
