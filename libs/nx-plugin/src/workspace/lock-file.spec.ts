import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../testing/workspace-copy';

interface LockedPackage {
  readonly resolved?: string;
  readonly link?: boolean;
  /** Part of the archive of the package it stands in. */
  readonly inBundle?: boolean;
  readonly integrity?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync(join(workspaceRoot, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};

type Versions = Readonly<Record<string, string>>;

const manifest = JSON.parse(readFileSync(join(workspaceRoot, 'package.json'), 'utf8')) as Readonly<
  Record<'dependencies' | 'devDependencies' | 'overrides', Versions>
>;

/** Whether Node.js finds `name` from the package at `path`, in its own folder or one above. */
function isFound(path: string, name: string): boolean {
  const folder = path === '' ? '' : `${path}/`;
  if (`${folder}node_modules/${name}` in packages) return true;
  if (path === '') return false;
  return isFound(
    path.includes('/node_modules/') ? path.slice(0, path.lastIndexOf('/node_modules/')) : '',
    name,
  );
}

it.each(['dependencies', 'devDependencies', 'overrides'] as const)(
  'is of a package.json whose %s are exact versions',
  (field) => {
    const exact = /^(npm:(@[\w-]+\/)?[\w-]+@)?\d+\.\d+\.\d+$/;
    const inexact = Object.entries(manifest[field]).filter(([, version]) => !exact.test(version));
    expect(inexact).toEqual([]);
  },
);

it('is of this package.json', () => {
  const { dependencies, devDependencies } = packages[''] as typeof manifest;
  expect({ dependencies, devDependencies }).toEqual({
    dependencies: manifest.dependencies,
    devDependencies: manifest.devDependencies,
  });
});

it('has an entry for every optional dependency, on whichever platform it was written', () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !isFound(path, name))
      .map((name) => `${path || 'the workspace'} needs ${name}`),
  );
  expect(missing).toEqual([]);
});

it('names no host, so that each registry serves it', () => {
  const hosts = Object.values(packages)
    .filter(({ link }) => !link)
    .flatMap(({ resolved }) => resolved ?? []);
  expect(hosts).toEqual([]);
});

it('has a checksum for every package from a registry', () => {
  const unchecked = Object.entries(packages)
    .filter(([, { link, inBundle, integrity }]) => !link && !inBundle && !integrity)
    .map(([path]) => path)
    .filter((path) => path.includes('node_modules/'));
  expect(unchecked).toEqual([]);
});
