import { WorkspaceCopy } from '../testing/workspace-copy';

jest.setTimeout(60_000);

/** What a file may not import, by file, with the part of the message that says why. */
const forbidden: Readonly<Record<string, readonly [source: string, message: string]>> = {
  'libs/catalog/src/forbidden-cycle.ts': [
    `import '@slipway/constructs';`,
    'Circular dependency between "catalog" and "constructs"',
  ],
  'libs/terraform-graph/src/forbidden-layer.ts': [
    `import '@slipway/constructs';`,
    'A project tagged with "layer:graph" can only depend on libs tagged with',
  ],
  'apps/quotes/src/forbidden-layer.ts': [
    `import '@slipway/catalog';`,
    'A project tagged with "layer:service" can only depend on libs tagged with',
  ],
  'libs/catalog/src/forbidden-package.ts': [
    `import 'constructs';`,
    'is not allowed to import "constructs"',
  ],
  'libs/platform/src/forbidden-resource.ts': [
    `import '@cdktf/provider-aws/lib/vpc';`,
    'is not allowed to import "@cdktf/provider-aws/lib/vpc"',
  ],
  'libs/constructs/src/forbidden-door.ts': [
    `import 'cdktf';`,
    'Import it through libs/constructs/src/terraform.ts',
  ],
  'stacks/forbidden-root.ts': [`import '@cdktf/provider-aws';`, 'The package root costs'],
  'apps/quotes/src/forbidden-relative.ts': [
    `import '../../../libs/catalog/src/finding';`,
    'cannot be imported by a relative or absolute path',
  ],
  'stacks/compute/forbidden-relative.ts': [
    `import '../../libs/catalog/src/finding';`,
    'cannot be imported by a relative or absolute path',
  ],
};

/** What runs in production, and imports nothing of the workspace. */
const runtimes = [
  '@slipway/orchestrator-runtime',
  '@slipway/service-runtime',
  '@slipway/version-pruner',
];

/** Every layer by a folder of its code, with all of the workspace and of cdktf that it may import. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'libs/aws-emulator/src': [],
  'libs/catalog/src': [],
  'libs/routing/src': [],
  'libs/platform/src': ['@slipway/catalog', '@slipway/routing'],
  'libs/constructs/src': [
    '@slipway/catalog',
    '@slipway/platform',
    '@cdktf/provider-aws/lib/vpc',
    'constructs',
  ],
  stacks: [
    '@slipway/catalog',
    '@slipway/platform',
    '@slipway/constructs',
    '@cdktf/provider-aws/lib/vpc',
    'constructs',
  ],
  'libs/terraform-graph/src': ['@slipway/platform', '@slipway/routing'],
  'libs/local-stage/src': ['@slipway/platform', '@slipway/routing', '@slipway/terraform-graph'],
  'libs/nx-plugin/src': ['@slipway/catalog', '@slipway/platform'],
  'libs/orchestrator-runtime/src': [],
  'libs/service-runtime/src': [],
  'libs/version-pruner/src': [],
  'apps/quotes/src': runtimes,
  'apps/tenant-onboarding/src': runtimes,
  'apps/version-pruner/src': runtimes,
  'apps/slipway/src': [
    '@slipway/catalog',
    '@slipway/platform',
    '@slipway/routing',
    '@slipway/stacks',
    '@slipway/terraform-graph',
    '@slipway/local-stage',
    ...runtimes,
  ],
};

/** Every library of the workspace, and each way to cdktf. */
const imports = [
  '@slipway/aws-emulator',
  '@slipway/catalog',
  '@slipway/platform',
  '@slipway/routing',
  '@slipway/constructs',
  '@slipway/stacks',
  '@slipway/terraform-graph',
  '@slipway/local-stage',
  '@slipway/nx-plugin',
  ...runtimes,
  'cdktf',
  'cdktf/lib/tokens',
  '@cdktf/provider-aws',
  '@cdktf/provider-aws/lib/vpc',
  'constructs',
];

interface Message {
  readonly message: string;
  readonly line: number;
}

interface LintedFile {
  readonly filePath: string;
  readonly messages: readonly Message[];
}

let workspace: WorkspaceCopy;

beforeAll(() => {
  workspace = new WorkspaceCopy();
});

afterAll(() => workspace.dispose());

/** Lints files of the copy with what they hold; returns their messages by file. */
function lint(sources: Readonly<Record<string, string>>): (file: string) => readonly Message[] {
  for (const [file, source] of Object.entries(sources)) workspace.write(file, source);
  const files = Object.keys(sources);
  const { output } = workspace.node('node_modules/.bin/eslint', '--format=json', ...files);
  const linted = JSON.parse(output) as readonly LintedFile[];
  return (file) =>
    linted
      .filter(({ filePath }) => filePath.endsWith(`/${file}`))
      .flatMap(({ messages }) => messages);
}

describe('ESLint in a fresh clone, before any Nx command', () => {
  let messagesIn: (file: string) => readonly string[];

  beforeAll(() => {
    const linted = lint({
      ...Object.fromEntries(
        Object.entries(forbidden).map(([file, [source]]) => [file, `${source}\n`]),
      ),
      'stacks/allowed.ts': `import './compute/compute-stack';\n`,
    });
    messagesIn = (file) => linted(file).map(({ message }) => message);
  });

  afterAll(() => workspace.reset());

  it.each(Object.entries(forbidden))('refuses what %s imports', (file, [, message]) => {
    expect(messagesIn(file)).toContainEqual(expect.stringContaining(message));
  });

  it('lets the code of the stacks import the stacks', () => {
    expect(messagesIn('stacks/allowed.ts')).toEqual([]);
  });
});

describe('the layers', () => {
  const file = (folder: string) => `${folder}/every-import.ts`;
  let linted: (file: string) => readonly Message[];

  beforeAll(() => {
    // From the graph as it is, or each of these imports would close a cycle with the others.
    workspace.nx('graph', '--file=graph.json');
    const source = imports.map((name) => `import '${name}';\n`).join('');
    linted = lint(Object.fromEntries(Object.keys(allowed).map((folder) => [file(folder), source])));
  });

  it.each(Object.entries(allowed))('let %s import %j and no more', (folder, expected) => {
    const refused = new Set(linted(file(folder)).map(({ line }) => line));
    const passed = imports.filter((_name, index) => !refused.has(index + 1));
    expect(passed.sort()).toEqual([...expected].sort());
  });

  it('are known to ESLint for every project that is linted', () => {
    workspace.nx('graph', '--file=graph.json');
    const { graph } = JSON.parse(workspace.read('graph.json')) as {
      graph: { nodes: Record<string, { data: { tags: string[]; targets: object } }> };
    };
    const linted = Object.entries(graph.nodes).filter(([, { data }]) => 'lint' in data.targets);
    expect(linted.length).toBeGreaterThan(5);

    const { output } = workspace.node(
      'node_modules/.bin/eslint',
      '--print-config',
      'stacks/index.ts',
    );
    const rule = (
      JSON.parse(output) as {
        rules: Record<string, [number, { depConstraints: { sourceTag: string }[] }]>;
      }
    ).rules['@nx/enforce-module-boundaries'];
    const known = rule?.[1].depConstraints.map(({ sourceTag }) => sourceTag);

    for (const [project, { data }] of linted) {
      expect({ project, tags: data.tags.filter((tag) => known?.includes(tag)) }).toEqual({
        project,
        tags: [expect.stringMatching(/^layer:/)],
      });
    }
  });
});
