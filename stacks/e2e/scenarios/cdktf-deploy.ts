import type { Scenario } from '../scenario/scenario';
import { lockQuotes } from './images';
import { leavesNothing, planAgain } from './lifecycle';

// Otherwise it runs `terraform providers lock`, which asks the registry even where a mirror is set.
const options = ['*', '--auto-approve', '--skip-provider-lock'];

const nothingLeft = leavesNothing(({ stage }) => stage.cdktf('destroy', ...options));

/** A stage with two ALB shards through cdktf's own command line, which finds the order by itself. */
export const cdktfDeploy: Scenario = {
  name: 'cdktf-deploy',
  stage: [
    'state: { backend: local }',
    'network: { mode: default-vpc }',
    'ingress: { link: v1, shards: 2 }',
  ],
  steps: [
    nothingLeft.note,
    lockQuotes,
    {
      name: 'cdktf deploys every stack',
      work: async ({ stage }) => {
        await stage.cdktf('deploy', ...options);
      },
    },
    planAgain,
    nothingLeft.destroy,
  ],
};
