import type { Context, Step } from '../scenario/scenario';

/**
 * Differences that a plan shows right after the apply, as `address attribute`: none. What the emulator
 * forgets is corrected in the proxy, never ignored here or in the stacks.
 */
const knownDifferences: readonly string[] = [];

export const init: Step = {
  name: 'every stack is initialised',
  work: async ({ stage }) => {
    await stage.prepare();
  },
};

export const validate: Step = {
  name: 'every stack is valid for the provider',
  work: ({ stage }) => stage.validate(),
};

export const planAndApply: Step = {
  name: 'every stack is planned and applied, in order',
  work: async ({ stage, keepPlan }) => {
    const plans = await stage.apply();
    for (const [stack, { changes, text }] of Object.entries(plans)) {
      keepPlan(stack, text);
      expect({ stack, created: changes.length > 0 }).toEqual({ stack, created: true });
      expect(changes.filter(({ action }) => action !== 'create')).toEqual([]);
    }
  },
};

export const planAgain: Step = {
  name: 'a second plan changes nothing',
  work: async ({ stage }) => {
    expect(await stage.differences()).toEqual(knownDifferences);
  },
};

/**
 * Notes what there is before anything is applied and compares it with what is left.
 * @param destroy how the stage is destroyed
 */
export function leavesNothing(destroy: (context: Context) => Promise<void>): {
  readonly note: Step;
  readonly destroy: Step;
} {
  let before: Record<string, string> = {};
  return {
    note: {
      name: 'the account is empty at first',
      work: async ({ existing }) => {
        before = await existing();
        expect(before).toMatchObject({ 'held by the proxy': '' });
      },
    },
    destroy: {
      name: 'destroy leaves nothing',
      work: async (context) => {
        const applied = await context.existing();
        const unchanged = Object.keys(before).filter((kind) => applied[kind] === before[kind]);
        expect(unchanged).not.toContain('elasticloadbalancing DescribeLoadBalancers');
        expect(unchanged).not.toContain('held by the proxy');
        await destroy(context);
        expect(await context.existing()).toEqual(before);
      },
    },
  };
}
