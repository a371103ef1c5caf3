import type { Scenario, Step } from '../scenario/scenario';
import { stageName } from '../scenario/workspace';
import { callFunctions } from './call-function';
import { addFullFunction, callFullFunction } from './full-function';
import { addLongTasks, keepsRuns, longTasks, prunesDry, removeOrchestrator } from './long-tasks';
import { init, leavesNothing, planAgain, planAndApply, validate } from './lifecycle';
import { lockQuotes } from './images';

const nothingLeft = leavesNothing(({ stage }) => stage.destroy());

const state = 'state: { backend: local }';
const ofNetwork = [state, 'network: { mode: default-vpc }'];
const stageLines = [...ofNetwork, ...longTasks];

const keepsItsVpc: Step = {
  name: 'a plan that would move the stage to another VPC is refused, before anything is changed',
  work: async ({ stage, workspace }) => {
    workspace.writeStage([state, 'network: { mode: dedicated, cidr: 10.20.0.0/16 }', ...longTasks]);
    await stage.prepare();
    await expect(stage.plan(`${stageName}-networking`)).rejects.toThrow(
      /Stage e2e is deployed in the VPC vpc-/,
    );
    workspace.writeStage(stageLines);
    await stage.prepare();
  },
};

const needsSubnets: Step = {
  name: 'a plan without a subnet for a capacity provider is refused, with what to change',
  work: async ({ stage, workspace }) => {
    const zones = [1, 2, 3, 4, 5, 6].map((zone) => `use1-az${zone}`).join(', ');
    const agents = `{ owner: e2e-team, architecture: arm64, excludeZoneIds: [${zones}] }`;
    workspace.writeStage(stageLines, agents);
    await stage.prepare();
    await expect(stage.plan(`${stageName}-compute`)).rejects.toThrow(
      /0 subnets are left for the instances of capacity provider agents of stage[\s│]+e2e/,
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
    addFullFunction,
    lockQuotes,
    addLongTasks,
    init,
    validate,
    planAndApply,
    planAgain,
    keepsItsVpc,
    needsSubnets,
    callFunctions('api-gateway', 'tenant-onboarding', 'clm-router', 'orchestrator'),
    callFullFunction,
    keepsRuns,
    prunesDry,
    removeOrchestrator(ofNetwork),
    nothingLeft.destroy,
  ],
};
