import { WorkspaceCopy } from './testing/workspace-copy';

jest.setTimeout(60_000);

let workspace: WorkspaceCopy;

beforeAll(() => {
  workspace = new WorkspaceCopy();
});

afterEach(() => workspace.reset());

afterAll(() => workspace.dispose());

const edit = (file: string, comment: string) =>
  workspace.write(file, `${workspace.read(file)}\n${comment}\n`);

const service = `name: payments
kind: http
owner: payments-team
container: { port: 8080, cpu: 256, memory: 512, health: /health }
api: { basePath: /payments, expose: public, auth: none }
`;

describe('what a change affects', () => {
  it('is the service, compute and api-gateway for a service file', () => {
    edit('apps/quotes/service.yaml', '# changed');
    expect(workspace.affected()).toEqual(['api-gateway', 'compute', 'quotes']);
  });

  it('is the service, compute and api-gateway for the file of a function', () => {
    edit('apps/tenant-onboarding/service.yaml', '# changed');
    expect(workspace.affected()).toEqual(['api-gateway', 'compute', 'tenant-onboarding']);
  });

  it('is the service, compute and api-gateway for a new service, and the locks once it is placed', () => {
    workspace.write('apps/payments/service.yaml', service);
    expect(workspace.affected()).toEqual(['api-gateway', 'compute', 'payments']);

    workspace.write('stacks/locks/blue.placement.json', '{ "version": 1\n}\n');
    expect(workspace.affected()).toEqual(['api-gateway', 'compute', 'locks', 'payments']);
  });

  const allProjects = () => {
    const { output } = workspace.nx('show', 'projects', '--json');
    return (JSON.parse(output) as string[]).sort();
  };

  it.each(['apps/quotes/service.yaml', 'apps/quotes'])(
    'is every project once %s is deleted, as Nx no longer knows who used it',
    (path) => {
      workspace.remove(path);
      expect(workspace.affected()).toEqual(allProjects());
    },
  );

  it('is every project that has targets for the inference of this plugin', () => {
    edit('libs/nx-plugin/src/inference/code-targets.ts', '// changed');
    const configuration = ['locks', 'stages'];
    expect([...workspace.affected(), ...configuration].sort()).toEqual(allProjects());
  });

  it('is the plugin alone for a template of its generators', () => {
    edit('libs/nx-plugin/src/generators/service/files/http/src/main.ts.template', '// changed');
    expect(workspace.affected()).toEqual(['nx-plugin']);
  });

  it('is every stack for a stage file', () => {
    edit('stacks/stages/local.yaml', '# changed');
    expect(workspace.affected()).toEqual(['api-gateway', 'compute', 'networking', 'stages']);
  });

  it('is no stack for the code of a container, whose image the lock names', () => {
    edit('apps/quotes/src/quote.ts', '// changed');
    expect(workspace.affected()).toEqual(['quotes', 'workspace']);
  });

  it('is compute for the code of a function, which is part of it', () => {
    edit('apps/tenant-onboarding/src/handler.ts', '// changed');
    expect(workspace.affected()).toEqual(['compute', 'tenant-onboarding', 'workspace']);
  });

  it('is one stack and what imports it for the code of a stack', () => {
    edit('stacks/networking/networking-stack.ts', '// changed');
    const affected = workspace.affected();
    expect(affected).toEqual(expect.arrayContaining(['networking', 'stacks', 'slipway']));
    expect(affected).not.toContain('compute');
    expect(affected).not.toContain('quotes');
  });

  it('is every stack for a library on the way to them, and no service', () => {
    edit('libs/catalog/src/finding.ts', '// changed');
    const affected = workspace.affected();
    expect(affected).toEqual(expect.arrayContaining(['api-gateway', 'compute', 'networking']));
    expect(affected).not.toContain('quotes');
  });

  it('is the root project alone for a page of the documentation', () => {
    edit('README.md', 'changed');
    expect(workspace.affected()).toEqual(['workspace']);
  });
});

describe('the cache', () => {
  const isCached = (...args: string[]) => {
    const { exitCode, output } = workspace.nx('run', ...args);
    expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
    return output.includes('Nx read the output from the cache');
  };

  it('holds until the plugin is edited', () => {
    expect(isCached('quotes:lint')).toBe(false);
    expect(isCached('quotes:lint')).toBe(true);

    edit('libs/nx-plugin/src/inference/code-targets.ts', '// changed');
    expect(isCached('quotes:lint')).toBe(false);
  });
});
