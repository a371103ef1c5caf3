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

interface LintedFile {
  readonly filePath: string;
  readonly messages: readonly { readonly message: string }[];
}

let workspace: WorkspaceCopy;

beforeAll(() => {
  workspace = new WorkspaceCopy();
});

afterAll(() => workspace.dispose());

describe('ESLint in a fresh clone, before any Nx command', () => {
  let linted: readonly LintedFile[];

  beforeAll(() => {
    for (const [file, [source]] of Object.entries(forbidden)) workspace.write(file, `${source}\n`);
    workspace.write('stacks/allowed.ts', `import './compute/compute-stack';\n`);
    const files = [...Object.keys(forbidden), 'stacks/allowed.ts'];
    const { output } = workspace.node('node_modules/.bin/eslint', '--format=json', ...files);
    linted = JSON.parse(output) as LintedFile[];
  });

  const messagesIn = (file: string) =>
    linted
      .filter(({ filePath }) => filePath.endsWith(`/${file}`))
      .flatMap(({ messages }) => messages.map(({ message }) => message));

  it.each(Object.entries(forbidden))('refuses what %s imports', (file, [, message]) => {
    expect(messagesIn(file)).toContainEqual(expect.stringContaining(message));
  });

  it('lets the code of the stacks import the stacks', () => {
    expect(messagesIn('stacks/allowed.ts')).toEqual([]);
  });
});

describe('the layers', () => {
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
