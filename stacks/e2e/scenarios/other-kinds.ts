import type { Context, Step } from '../scenario/scenario';
import type { Change } from '../terraform/plan';
import { described, ofTheApi } from './add-and-remove';

const fn = 'mailing';
const batch = 'archive';

const isOwn = ({ address }: Change): boolean =>
  address.includes(`_${fn}_`) || address.includes(`_${batch}_`);

/** Plans and applies all stacks; returns what is done to the two services, after checking the rest. */
async function applied({ stage }: Context): Promise<string[]> {
  const changes = Object.values(await stage.apply()).flatMap((plan) => [...plan.changes]);
  expect(
    changes
      .filter((change) => !isOwn(change))
      .map(described)
      .sort(),
  ).toEqual(ofTheApi);
  return [...new Set(changes.filter(isOwn).map(({ action }) => action))];
}

/** Adds and removes a service of each kind that is no container service. */
export const otherKinds: readonly Step[] = [
  {
    name: 'a function and a batch service change only what is named after them, and the API',
    work: async (context) => {
      const { workspace, stage } = context;
      workspace.write(`apps/${fn}/service.yaml`, [
        `name: ${fn}`,
        'kind: function',
        'owner: e2e-team',
        'function: { timeout: 5 }',
        `api: { basePath: /${fn}, auth: apiKey }`,
      ]);
      workspace.write(`apps/${fn}/src/handler.ts`, [
        'export const handler = async () => ({ statusCode: 200 });',
      ]);
      workspace.write(`apps/${batch}/service.yaml`, [
        `name: ${batch}`,
        'kind: batch',
        'owner: e2e-team',
        'calls: [product-pricing]',
      ]);
      await stage.place();
      await stage.prepare();
      expect(await applied(context)).toEqual(['create']);
      expect(await stage.differences()).toEqual([]);
    },
  },
  {
    name: 'without their files they are gone, and nothing else changes',
    work: async (context) => {
      context.workspace.removeService(fn);
      context.workspace.removeService(batch);
      await context.stage.prepare();
      expect(await applied(context)).toEqual(['delete']);
      await context.stage.place('--free', fn, batch);
    },
  },
];
