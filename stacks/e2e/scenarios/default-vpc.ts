import type { Scenario } from '../scenario/scenario';
import { addAndRemove } from './add-and-remove';
import { callFunction } from './call-function';
import { initAndValidate, leavesNothing, planAgain, planAndApply } from './lifecycle';
import { lockQuotes } from './images';

const nothingLeft = leavesNothing(({ stage }) => stage.destroy());

/** The whole life of a stage in the default VPC, with state on this machine. */
export const defaultVpc: Scenario = {
  name: 'default-vpc',
  stage: ['state: { backend: local }', 'network: { mode: default-vpc }'],
  steps: [
    nothingLeft.note,
    lockQuotes,
    initAndValidate,
    planAndApply,
    planAgain,
    callFunction,
    ...addAndRemove('payments'),
    nothingLeft.destroy,
  ],
};
