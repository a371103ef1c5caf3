'use strict';

const { createHash, randomBytes } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const application = path.dirname(__dirname);
const root = path.dirname(path.dirname(application));
const dist = path.join(application, 'dist');
const current = path.join(dist, 'current.json');

/** Packages that find their own files or binaries next to themselves. */
const external = ['esbuild'];

/** A bundle that another process may still run from is kept for a day. */
const KEEP_MS = 24 * 60 * 60 * 1000;

/** Modification time and size of a file; undefined when it is gone. */
function stampOf(file) {
  const stat = fs.statSync(path.join(root, file), { throwIfNoEntry: false });
  return stat && [stat.mtimeMs, stat.size];
}

/** Path of the main module of a bundle made from the sources as they are now, or undefined. */
exports.freshBundle = function freshBundle() {
  let built;
  try {
    built = JSON.parse(fs.readFileSync(current, 'utf8'));
  } catch {
    return undefined;
  }
  for (const [file, modified, size] of built.inputs) {
    const stamp = stampOf(file);
    if (!stamp || stamp[0] !== modified || stamp[1] !== size) return undefined;
  }
  const main = path.join(dist, built.bundle, 'main.js');
  return fs.existsSync(main) ? main : undefined;
};

/** Entry points: the frame, and each command on its own so that `--help` loads none of them. */
function entryPoints() {
  const commands = path.join(application, 'src/commands');
  const names = fs
    .readdirSync(commands)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'));
  return {
    main: path.join(application, 'src/main.ts'),
    ...Object.fromEntries(
      names.map((name) => [`commands/${path.parse(name).name}`, path.join(commands, name)]),
    ),
  };
}

const lazyCommands = {
  name: 'lazy-commands',
  setup(build) {
    build.onResolve({ filter: /^\.\/commands\// }, ({ path: name }) => ({
      path: name,
      external: true,
    }));
  },
};

/** cdktf loads it for archives of assets, which no stack has; it costs every synth 30 ms. */
const noArchives = {
  name: 'no-archives',
  setup(build) {
    build.onResolve({ filter: /^archiver$/ }, ({ path: name }) => ({
      path: name,
      namespace: 'absent',
    }));
    build.onLoad({ filter: /./, namespace: 'absent' }, () => ({ contents: '' }));
  },
};

/** Compiles in memory; throws esbuild's BuildFailure for a source that does not compile. */
function compile() {
  return require('esbuild').build({
    absWorkingDir: root,
    entryPoints: entryPoints(),
    outdir: dist,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'linked',
    sourcesContent: false,
    minifyWhitespace: true,
    minifySyntax: true,
    // Left as `import()`, a command would go through Node's ESM loader, which parses all of it twice more.
    supported: { 'dynamic-import': false },
    external,
    plugins: [lazyCommands, noArchives],
    tsconfig: path.join(root, 'tsconfig.json'),
    logLevel: 'silent',
  });
}

function contentHash(outputFiles) {
  const hash = createHash('sha256');
  for (const { path: file, contents } of outputFiles)
    hash.update(path.relative(dist, file)).update(contents);
  return hash.digest('hex').slice(0, 16);
}

function writeAside(outputFiles) {
  const aside = path.join(dist, `.${process.pid}-${randomBytes(4).toString('hex')}`);
  for (const { path: file, contents } of outputFiles) {
    const target = path.join(aside, path.relative(dist, file));
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, contents);
  }
  return aside;
}

/** Puts a written bundle in its place; another process that was first has written the same bytes. */
function moveInto(aside, folder) {
  try {
    fs.renameSync(aside, folder);
  } catch (error) {
    fs.rmSync(aside, { recursive: true, force: true });
    if (!fs.existsSync(path.join(folder, 'main.js'))) throw error;
  }
}

/**
 * What the next run compares: the workspace's own sources, and npm's record of what is installed.
 * A file changed since `started` may be newer than what was compiled, so it counts as changed.
 */
function writeInputs(bundle, metafile, started) {
  const sources = Object.keys(metafile.inputs).filter(
    (file) => !/^(node_modules\/|absent:)/.test(file),
  );
  const inputs = [
    ...sources,
    'node_modules/.package-lock.json',
    'tsconfig.base.json',
    'apps/slipway/bin/bundle.js',
  ].map((file) => {
    const [modified, size] = stampOf(file) ?? [0, 0];
    return [file, modified < started ? modified : 0, size];
  });
  const aside = `${current}.${process.pid}`;
  fs.writeFileSync(aside, JSON.stringify({ bundle, inputs }));
  fs.renameSync(aside, current);
}

function removeOldBundles(bundle) {
  for (const name of fs.readdirSync(dist)) {
    const entry = path.join(dist, name);
    const stat = fs.statSync(entry, { throwIfNoEntry: false });
    if (name !== bundle && stat?.isDirectory() && stat.mtimeMs < Date.now() - KEEP_MS) {
      fs.rmSync(entry, { recursive: true, force: true });
    }
  }
}

/**
 * Bundles the command line into a folder named after its content and returns its main module.
 * Every process builds aside and renames, so concurrent ones never see half a bundle.
 * Throws esbuild's BuildFailure for a source that does not compile.
 */
exports.buildBundle = async function buildBundle() {
  const started = Date.now();
  const { metafile, outputFiles } = await compile();
  const bundle = contentHash(outputFiles);
  const folder = path.join(dist, bundle);
  moveInto(writeAside(outputFiles), folder);
  writeInputs(bundle, metafile, started);
  removeOldBundles(bundle);
  return path.join(folder, 'main.js');
};
