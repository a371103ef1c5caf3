import type { Step } from '../scenario/scenario';

/** Locks an image for `quotes`, so that it has an ECS service, and places the stage's services. */
export const lockQuotes: Step = {
  name: 'services are placed, and one has an image',
  work: async ({ stage, workspace }) => {
    workspace.lockImage('quotes', `sha256:${'ab'.repeat(32)}`);
    await stage.place();
  },
};
