import type { Context, Step } from '../scenario/scenario';
import type { Change } from '../terraform/plan';
import { stageName } from '../scenario/workspace';
import { ServiceRegistry } from './registry';

const compute = `${stageName}-compute`;
const apiGateway = `${stageName}-api-gateway`;

/** What every service with an API that comes or goes changes, besides what is named after it. */
export const ofTheApi = [
  'aws_api_gateway_deployment replace',
  'aws_api_gateway_rest_api update body',
  'aws_api_gateway_stage update deployment_id',
];

/** Adds a service by its one file, lets it run, removes it and gives up what is left of it. */
export function addAndRemove(service: string): Step[] {
  const isNamedAfterIt = ({ address }: Change): boolean => address.includes(`_${service}_`);

  /** Plans and applies all stacks; returns the changes named after the service, after checking the rest. */
  const applied = async (
    { stage }: Context,
    others: readonly string[],
  ): Promise<Record<string, string[]>> => {
    const own: Record<string, string[]> = {};
    const foreign: string[] = [];
    for (const [stack, { changes }] of Object.entries(await stage.apply())) {
      foreign.push(...changes.filter((change) => !isNamedAfterIt(change)).map(described));
      const actions = changes.filter(isNamedAfterIt).map(({ action }) => action);
      if (actions.length > 0) {
        own[stack] = [...new Set(actions)].sort();
      }
    }
    expect(foreign.sort()).toEqual(others);
    return own;
  };
  const leftInState = async ({ stage }: Context): Promise<string[]> => {
    const lists = await Promise.all(
      stage.stacks().map((stack) => stage.terraform(stack, 'state', 'list')),
    );
    return lists
      .flatMap((list) => list.split('\n'))
      .filter((address) => address.includes(`_${service}_`))
      .map((address) => address.split('.')[0] ?? '')
      .sort();
  };
  const registryOf = (context: Context): ServiceRegistry =>
    new ServiceRegistry(context, `slipway-${stageName}-${service}`);
  let digest = '';

  return [
    {
      name: 'one file adds a service: all stacks change only what is named after it, and the API',
      work: async (context) => {
        context.workspace.addService(service);
        await context.stage.place();
        await context.stage.prepare();
        const own = await applied(context, ofTheApi);
        expect(own).toEqual({ [compute]: ['create'], [apiGateway]: ['create'] });
        expect(await context.stage.differences()).toEqual([]);
      },
    },
    {
      name: 'its first image lets it run, and changes nothing else',
      work: async (context) => {
        digest = await registryOf(context).push();
        context.workspace.lockImage(service, digest);
        await context.stage.prepare();
        expect(await applied(context, [])).toEqual({ [compute]: ['create', 'replace'] });
      },
    },
    {
      name: 'without the file it is gone, and its registry with the image is kept, which check and synth say',
      work: async (context) => {
        context.workspace.removeService(service);
        const isKept = new RegExp(
          `warning SLP2108\\n.* its registry slipway-${stageName}-${service} with its images is kept`,
        );
        expect((await context.stage.slipway('check')).stdout).toMatch(isKept);
        expect(await context.stage.prepare()).toMatch(isKept);
        const own = await applied(context, ofTheApi);
        expect(own).toEqual({ [compute]: ['delete'], [apiGateway]: ['delete'] });
        expect(await leftInState(context)).toEqual([
          'aws_ecr_lifecycle_policy',
          'aws_ecr_repository',
        ]);
        expect(await registryOf(context).digests()).toEqual([digest]);
      },
    },
    {
      name: 'its registry goes once its slot is freed, and not while it holds an image',
      work: async (context) => {
        await context.stage.place('--free', service);
        await context.stage.prepare();
        await expect(context.stage.apply()).rejects.toThrow('RepositoryNotEmptyException');
        await registryOf(context).deleteImages();
        expect(await applied(context, [])).toEqual({ [compute]: ['delete'] });
        expect(await leftInState(context)).toEqual([]);
      },
    },
  ];
}

/** Without the name, which is the construct's business: `aws_api_gateway_rest_api update body`. */
export function described({ address, action, attributes }: Change): string {
  return [address.split('.')[0], action, attributes.join(',')].join(' ').trim();
}
