import type { Step } from '../scenario/scenario';
import { stageName } from '../scenario/workspace';

/** Places the function of the workspace on the second REST API before anything is deployed. */
export const functionOnSecondApi: Step = {
  name: 'the function is placed on the second REST API',
  work: async ({ stage, workspace }) => {
    const lock = `stacks/locks/${stageName}.placement.json`;
    const line = ',"tenant-onboarding": {"apiGroup":1}';
    const placed = workspace.read(lock);
    expect(placed).toContain(line);
    workspace.write(lock, placed.replace(line, line.replace('1}', '2}')).trimEnd().split('\n'));
    await stage.place();
    expect(workspace.read(lock)).toContain('{"apiGroup":2}');
  },
};
