import type { Scenario } from '../scenario/scenario';
import { addAndRemove } from './add-and-remove';
import { callFunctions } from './call-function';
import { lockQuotes } from './images';
import { leavesNothing, planAgain } from './lifecycle';
import { functionOnSecondApi } from './second-api';

// Otherwise it runs `terraform providers lock`, which asks the registry even where a mirror is set.
const options = ['*', '--auto-approve', '--skip-provider-lock'];

const nothingLeft = leavesNothing(({ stage }) => stage.cdktf('destroy', ...options));

/** A stage with two ALB shards and two REST APIs through cdktf's own command line, which finds the order by itself. */
export const cdktfDeploy: Scenario = {
  name: 'cdktf-deploy',
  stage: [
    'state: { backend: local }',
    'network: { mode: default-vpc }',
    'ingress: { link: v1, shards: 2, groups: 2 }',
  ],
  steps: [
    nothingLeft.note,
    lockQuotes,
    functionOnSecondApi,
    {
      name: 'cdktf deploys every stack',
      work: async ({ stage }) => {
        await stage.cdktf('deploy', ...options);
      },
    },
    planAgain,
    callFunctions('api-gateway-2', 'tenant-onboarding'),
    ...addAndRemove('payments'),
    nothingLeft.destroy,
  ],
};
