import { createProjectGraphAsync, readCachedProjectGraph } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

// Without a cached project graph the boundary rule prints a warning, checks nothing and passes.
try {
  readCachedProjectGraph();
} catch {
  await createProjectGraphAsync();
}

/** Layers of what runs in production. */
const runtimes = ['drain', 'orchestrator', 'pruner'];

/** What each layer may import: only what stands to its left in the flow catalog → platform → stacks → tools. */
const layers = {
  catalog: [],
  routing: [],
  platform: ['catalog', 'routing'],
  constructs: ['catalog', 'platform'],
  stacks: ['catalog', 'platform', 'constructs'],
  graph: ['routing', 'platform'],
  local: ['routing', 'platform', 'graph'],
  plugin: ['catalog', 'platform'],
  // What runs in production: each of them stands alone.
  drain: [],
  // Only tests know it.
  emulator: [],
  orchestrator: [],
  pruner: [],
  service: runtimes,
  cli: ['catalog', 'routing', 'platform', 'graph', 'local', 'stacks', ...runtimes],
};

/** The only layers that know Terraform. */
const cdktfLayers = ['constructs', 'stacks'];

/** Layer boundaries; `allow` has patterns of imports that no layer forbids. */
function boundaries(allow) {
  return {
    '@nx/enforce-module-boundaries': [
      'error',
      {
        enforceBuildableLibDependency: false,
        allow,
        depConstraints: Object.entries(layers).map(([layer, allowed]) => ({
          sourceTag: `layer:${layer}`,
          onlyDependOnLibsWithTags: [layer, ...allowed].map((name) => `layer:${name}`),
          ...(!cdktfLayers.includes(layer) && {
            bannedExternalImports: ['cdktf', '@cdktf/*', 'constructs'],
          }),
        })),
      },
    ],
  };
}

const cdktfDoor = 'Import it through libs/constructs/src/terraform.ts.';

const cdktfDoors = [
  { name: 'cdktf', message: cdktfDoor },
  {
    name: '@cdktf/provider-aws',
    message:
      'The package root costs 4 s and 560 MB per synth: import @cdktf/provider-aws/lib/<resource>.',
  },
];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules',
      '**/dist',
      '**/.nx',
      '**/cdktf.out*',
      '**/.slipway',
      'libs/nx-plugin/src/generators/*/files',
    ],
  },
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx },
    rules: {
      ...boundaries([]),
      'no-restricted-imports': [
        'error',
        { paths: cdktfDoors, patterns: [{ group: ['cdktf/*'], message: cdktfDoor }] },
      ],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-extraneous-class': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  // The stacks are projects of their own inside the one folder their code shares.
  { files: ['stacks/*.ts'], rules: boundaries(['^\\./']) },
  { files: ['stacks/*/**/*.ts'], rules: boundaries(['^\\./', '^\\.\\./(?!\\.\\.)']) },
  // Tests that hold two ends of the flow against each other see both.
  {
    files: ['stacks/*.spec.ts'],
    rules: boundaries(['^\\./', '^@slipway/(routing|routing/testing|terraform-graph)$']),
  },
  {
    files: ['stacks/e2e/**/*.ts'],
    rules: boundaries(['^\\./', '^\\.\\./(?!\\.\\.)', '^@slipway/aws-emulator$']),
  },
  {
    files: ['{apps,libs}/*/e2e/*.ts'],
    rules: boundaries(['^@slipway/aws-emulator$']),
  },
  {
    files: ['libs/local-stage/**/*.{spec,e2e}.ts', 'libs/local-stage/src/testing/*.ts'],
    rules: boundaries(['^@slipway/(catalog|stacks)$']),
  },
  {
    files: ['libs/constructs/src/terraform.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  prettier,
);
