import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { logger, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { workspaceRoot } from '../../testing/workspace-copy';
import { serviceGenerator } from './generator';
import { Refusal } from './refusal';

const stage = (name: string) => `name: ${name}
project: sample
account: '123456789012'
region: eu-central-1
state: { backend: local }
network: { mode: default-vpc }
ingress: { shards: 1 }
`;

const payments = { name: 'payments', kind: 'http', owner: 'payments-team' } as const;
const receipts = { name: 'receipts', kind: 'function', owner: 'payments-team' } as const;

let tree: Tree;
let printed: string;

beforeEach(() => {
  tree = createTreeWithEmptyWorkspace();
  for (const name of ['local', 'dev']) tree.write(`stacks/stages/${name}.yaml`, stage(name));
  printed = '';
  jest.spyOn(logger, 'info').mockImplementation((line: string) => {
    printed += `${line}\n`;
  });
});

afterEach(() => jest.restoreAllMocks());

const text = (file: string) => tree.read(file, 'utf8') ?? '';

const filesBelow = (folder: string): string[] =>
  tree
    .children(folder)
    .flatMap((name) =>
      tree.isFile(`${folder}/${name}`) ? [`${folder}/${name}`] : filesBelow(`${folder}/${name}`),
    )
    .sort();

const lineOf = (service: string, lock: string) =>
  text(lock)
    .split('\n')
    .find((line) => line.startsWith(`,"${service}"`));

it('adds a container service that is built, run and tested', () => {
  serviceGenerator(tree, payments);
  expect(filesBelow('apps/payments')).toEqual([
    'apps/payments/Dockerfile',
    'apps/payments/Dockerfile.dockerignore',
    'apps/payments/service.yaml',
    'apps/payments/src/main.ts',
    'apps/payments/src/server.spec.ts',
    'apps/payments/src/server.ts',
  ]);
  expect(text('apps/payments/service.yaml')).toContain('port: 8080');
  expect(text('apps/payments/service.yaml')).toContain('basePath: /payments');
});

it('adds a function with its test', () => {
  serviceGenerator(tree, receipts);
  expect(filesBelow('apps/receipts')).toEqual([
    'apps/receipts/service.yaml',
    'apps/receipts/src/handler.spec.ts',
    'apps/receipts/src/handler.ts',
  ]);
});

it('takes the base path and the port it is given', () => {
  serviceGenerator(tree, { ...payments, basePath: '/money/payments', port: 9000 });
  expect(text('apps/payments/service.yaml')).toContain('port: 9000');
  expect(text('apps/payments/service.yaml')).toContain('basePath: /money/payments');
  expect(text('apps/payments/Dockerfile')).toContain('EXPOSE 9000');
  expect(text('apps/payments/src/server.ts')).toContain(`server.get('/money/payments'`);
});

it.each([payments, receipts])('places a $kind in every stage it runs in', (options) => {
  serviceGenerator(tree, options);
  for (const lock of ['stacks/locks/local.placement.json', 'stacks/locks/dev.placement.json']) {
    expect(Object.keys(JSON.parse(text(lock)) as object)).toContain(options.name);
  }
});

it('leaves the places of other services as they are', () => {
  const lock = 'stacks/locks/dev.placement.json';
  serviceGenerator(tree, payments);
  const before = lineOf('payments', lock);
  serviceGenerator(tree, { ...payments, name: 'orders' });
  serviceGenerator(tree, receipts);
  expect(before).toBeDefined();
  expect(lineOf('payments', lock)).toBe(before);
});

it('prints the next command', () => {
  serviceGenerator(tree, payments)();
  expect(printed).toContain('Next: npm start');
});

const state = () => tree.listChanges().map(({ path, content }) => [path, content?.toString()]);

describe('run twice', () => {
  it.each([
    { again: payments },
    { again: { ...payments, owner: 'other-team', port: 9000 } },
    { again: { ...receipts, name: 'payments' } },
  ])('refuses $again and changes nothing', ({ again }) => {
    serviceGenerator(tree, payments);
    const before = state();
    expect(() => serviceGenerator(tree, again)).toThrow(
      [
        'apps/payments exists. Nothing is written.',
        'why: the generator starts a service and never touches one that is there',
        'fix: take another name; or edit apps/payments/service.yaml, then run npx slipway place --stage <stage> for each stage',
      ].join('\n'),
    );
    expect(state()).toEqual(before);
  });
});

describe('refuses with the reason and the fix', () => {
  it.each([
    { name: 'Pay_Ments', says: 'fix: name it pay-ments' },
    { name: '2pay', says: 'fix: name it pay' },
    { name: '../payments', says: 'fix: name it payments' },
    { name: '_', says: 'fix: take a name such as payments' },
  ])('the name $name', ({ name, says }) => {
    const before = state();
    expect(() => serviceGenerator(tree, { ...payments, name })).toThrow(says);
    expect(state()).toEqual(before);
  });

  it.each(['libs/payments/project.json', 'stacks/payments/payments-stack.ts'])(
    'the name of the project in %s',
    (file) => {
      tree.write(file, '{}');
      expect(() => serviceGenerator(tree, payments)).toThrow(
        'fix: take another name, such as payments-service',
      );
    },
  );

  it.each(['workspace', 'stacks'])('the name of the project %s', (name) => {
    expect(() => serviceGenerator(tree, { ...payments, name })).toThrow('is taken');
  });

  it.each([
    { what: 'a port', options: { ...payments, port: 80_000 }, says: '80000' },
    { what: 'a base path', options: { ...payments, basePath: 'payments' }, says: 'basePath' },
    { what: 'a long name', options: { ...payments, name: 'a'.repeat(41) }, says: 'name' },
    { what: 'an owner', options: { ...payments, owner: '' }, says: 'owner' },
  ])('$what', ({ options, says }) => {
    const run = () => serviceGenerator(tree, options);
    expect(run).toThrow(
      new RegExp(`apps/.*/service\\.yaml:\\d+:\\d+ error SLP\\d{4}\n.*${says}`, 's'),
    );
    expect(run).toThrow(/fix: /);
  });

  it('a base path that another service has', () => {
    serviceGenerator(tree, payments);
    expect(() => serviceGenerator(tree, { ...receipts, basePath: '/payments' })).toThrow(
      /error SLP1253\n.*\/payments/,
    );
  });

  it('a port for a function', () => {
    expect(() => serviceGenerator(tree, { ...receipts, port: 8080 })).toThrow(
      'fix: leave out --port, or use --kind=http',
    );
  });

  it('a lock that cannot be read, which it would have to write anew', () => {
    const conflict = '{ "version": 1\n<<<<<<< ours\n}\n';
    tree.write('stacks/locks/dev.placement.json', conflict);
    expect(() => serviceGenerator(tree, payments)).toThrow('stacks/locks/dev.placement.json:2:1');
  });

  it('without a stack trace, which would be of no use to a person', () => {
    const error = new Refusal('No', 'why: because');
    expect(error.stack).toBeUndefined();
    expect(error.message).toBe('No. Nothing is written.\nwhy: because');
  });
});

it('takes an owner that YAML would read as something else', () => {
  serviceGenerator(tree, { ...payments, owner: '4711' });
  expect(text('apps/payments/service.yaml')).toContain('owner: "4711"');
});

it('lets a workspace that has other mistakes grow', () => {
  tree.write('apps/broken/service.yaml', 'kind: [');
  serviceGenerator(tree, payments);
  expect(lineOf('payments', 'stacks/locks/dev.placement.json')).toBeDefined();
});

it.each(['Dockerfile', 'Dockerfile.dockerignore', 'src/main.ts'])(
  'gives every container service the %s of product-pricing',
  (file) => {
    serviceGenerator(tree, payments);
    const sample = readFileSync(join(workspaceRoot, 'apps/product-pricing', file), 'utf8');
    expect(text(`apps/payments/${file}`)).toBe(
      sample.replaceAll('apps/product-pricing', 'apps/payments'),
    );
  },
);
