import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/**
 * The community's continuation of cdktf. The AWS bindings are the newest for this core: none were
 * published for the provider's 6.25, which the bindings of cdktf are for.
 */
const packages = { cdktn: '0.24.0', '@cdktn/provider-aws': '25.7.0' };

/** What stands in for an import when a bundle is built; by the name that the source imports. */
export type EngineAliases = Readonly<Record<string, string>>;

/**
 * Installs cdktn and its AWS bindings, half a gigabyte, into the folder, once for these versions.
 * @throws what npm says where it cannot
 */
export function installCdktn(folder: string): EngineAliases {
  const modules = join(folder, 'node_modules');
  if (!existsSync(join(modules, '@cdktn/provider-aws/lib'))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ private: true, dependencies: packages }),
    );
    // Its newer Node is what the command line of cdktn needs; the library runs on this one.
    const quiet = [
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      '--engine-strict=false',
      '--loglevel=error',
    ];
    execFileSync('npm', ['install', ...quiet], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  }
  return {
    cdktf: join(modules, 'cdktn'),
    '@cdktf/provider-aws': join(modules, '@cdktn/provider-aws'),
  };
}

/** Bundles the entry with the aliases and runs it with one argument. */
export function runWith(
  entry: string,
  bundle: string,
  aliases: EngineAliases,
  argument: string,
): void {
  buildSync({
    entryPoints: [entry],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
    // One copy of constructs, whichever engine asks for it.
    alias: { ...aliases, constructs: require.resolve('constructs') },
  });
  execFileSync(process.execPath, [bundle, argument], { stdio: ['ignore', 'ignore', 'pipe'] });
}
