import type { Step } from '../scenario/scenario';

const file = 'apps/quotes/service.yaml';

/** A setting is one difference, in the resource that has it. */
export const changesOneSetting: Step = {
  name: 'a changed scaling.max changes one attribute of one resource',
  work: async ({ stage, workspace }) => {
    const before = workspace.read(file);
    const after = before.replace('max: 10', 'max: 12');
    expect(after).not.toBe(before);
    workspace.write(file, after.trimEnd().split('\n'));
    await stage.prepare();
    expect(await stage.differences()).toEqual([
      expect.stringMatching(/^aws_appautoscaling_target\.\S*_quotes_\S* max_capacity$/),
    ]);
    workspace.write(file, before.trimEnd().split('\n'));
    await stage.prepare();
  },
};
