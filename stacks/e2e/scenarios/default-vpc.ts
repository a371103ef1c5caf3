import type { Scenario, Step } from '../scenario/scenario';
import { stageName } from '../scenario/workspace';
import { addAndRemove } from './add-and-remove';
import { callFunction } from './call-function';
import { initAndValidate, leavesNothing, planAgain, planAndApply } from './lifecycle';
import { lockQuotes } from './images';

const nothingLeft = leavesNothing(({ stage }) => stage.destroy());

const state = 'state: { backend: local }';
const stageLines = [state, 'network: { mode: default-vpc }'];

const keepsItsVpc: Step = {
  name: 'a plan that would move the stage to another VPC is refused, before anything is changed',
  work: async ({ stage, workspace }) => {
    workspace.writeStage([state, 'network: { mode: dedicated, cidr: 10.20.0.0/16 }']);
    await stage.prepare();
    await expect(stage.plan(`${stageName}-networking`)).rejects.toThrow(
      /Stage e2e is deployed in the VPC vpc-/,
    );
    workspace.writeStage(stageLines);
    await stage.prepare();
    expect(await stage.differences()).toEqual([]);
  },
};

/** The whole life of a stage in the default VPC, with state on this machine. */
export const defaultVpc: Scenario = {
  name: 'default-vpc',
  stage: stageLines,
  steps: [
    nothingLeft.note,
    lockQuotes,
    initAndValidate,
    planAndApply,
    planAgain,
    keepsItsVpc,
    callFunction(),
    ...addAndRemove('payments'),
    nothingLeft.destroy,
  ],
};
