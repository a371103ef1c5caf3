import { synthesise } from './synthesise';
import { TerraformStackFile } from './testing/terraform-stack';
import { TestWorkspace } from './testing/workspace';

describe('every role of a stage’s stacks', () => {
  const workspace = new TestWorkspace({
    quotes: { kind: 'http', image: true },
    tenants: { kind: 'function' },
  });
  const file = 'stacks/stages/dev.yaml';

  beforeAll(() => {
    // With flow logs, which have a role of their own.
    const text = workspace.read(file).replace('mode: default-vpc', 'mode: dedicated');
    workspace.write(file, text.trimEnd().split('\n'));
  });

  afterAll(() => {
    workspace.remove();
  });

  /** Boundary of each role of the stage, by stack and name. */
  function boundaries(): Record<string, unknown> {
    const { root, outdir } = workspace;
    const { stacks } = synthesise({ root, model: workspace.model(), outdir });
    return Object.fromEntries(
      Object.keys(stacks).flatMap((id) =>
        Object.entries(
          new TerraformStackFile(outdir, id).json.resource?.['aws_iam_role'] ?? {},
        ).map(([name, role]) => [`${id} ${name}`, role['permissions_boundary']]),
      ),
    );
  }

  it('is bounded where the stage is delivered from GitHub', () => {
    const found = boundaries();
    expect(Object.keys(found)).toHaveLength(4);
    expect(new Set(Object.values(found))).toEqual(
      new Set(['arn:aws:iam::123456789012:policy/slipway-dev-boundary']),
    );
  });

  it('is not bounded elsewhere, where no stack makes the boundary', () => {
    const lines = workspace.read(file).split('\n');
    workspace.write(
      file,
      lines.filter((line) => !line.startsWith('delivery:')),
    );
    expect(new Set(Object.values(boundaries()))).toEqual(new Set([undefined]));
  });
});
