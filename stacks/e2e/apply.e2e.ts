import { pythonEnvironment } from '@slipway/aws-emulator';
import { join } from 'node:path';
import fakedCalls from './aws-proxy/faked-calls.json';
import { checkovPackages } from './checkov/packages';
import { scanPlans } from './checkov/scan-plans';
import { judge, readWaivers } from './checkov/waivers';
import { folder, prepareMachine, repository } from './scenario/machine';
import { startScenario, type ScenarioRun } from './scenario/scenario';
import { bareAccount } from './scenarios/bare-account';
import { cdktfDeploy } from './scenarios/cdktf-deploy';
import { dedicatedVpc } from './scenarios/dedicated-vpc';
import { defaultVpc } from './scenarios/default-vpc';
import { existingVpc } from './scenarios/existing-vpc';
import { leftOutSoFar } from './terraform/left-out';
import { providerVersion } from './terraform/provider-5';

/** Milliseconds that a test waits for its step; the scenarios run side by side from the start. */
const limit = 15 * 60_000;

const scenarios = [defaultVpc, dedicatedVpc, existingVpc, bareAccount, cdktfDeploy];
const runs = new Map<string, ScenarioRun>();
const machine = prepareMachine();
const checkov = 'missing' in machine ? machine : pythonEnvironment(folder, checkovPackages);

const lines =
  'missing' in machine
    ? [`Skipped: this machine lacks ${machine.missing}.`]
    : [
        `The stacks run with provider hashicorp/aws ${providerVersion}; what it does not know is left out, and listed at the end.`,
        ...('missing' in checkov ? [`Skipped: checkov, which lacks ${checkov.missing}.`] : []),
      ];
process.stderr.write(`${lines.join('\n')}\n`);
const suite = 'missing' in machine ? describe.skip : describe;

/** Parts of the stacks that no scenario applied. */
function leftOut(): string[] {
  return 'missing' in machine ? [] : leftOutSoFar(machine.bin);
}

suite('stacks on an emulator of AWS', () => {
  beforeAll(() => {
    if (!('missing' in machine)) {
      scenarios.forEach((scenario) => runs.set(scenario.name, startScenario(machine, scenario)));
    }
  });

  describe.each(scenarios)('$name', ({ name: scenario, steps }) => {
    test.each(steps)('$name', ({ name }) => runs.get(scenario)?.step(name), limit);
  });

  test(
    'the proxy faked every call that it lists',
    async () => {
      await Promise.all([...runs.values()].map(({ ended }) => ended));
      const faked = new Set([...runs.values()].flatMap((run) => [...run.faked()]));
      expect([...faked].sort()).toEqual(fakedCalls.map(({ call }) => call));
    },
    limit,
  );

  test(
    'nothing but capacity providers and durable functions is left out for the provider that is installed',
    async () => {
      await Promise.all([...runs.values()].map(({ ended }) => ended));
      const parts = leftOut().map((line) => line.replace(/\.\S+/, ''));
      expect([...new Set(parts)]).toEqual([
        'aws_lambda_capacity_provider',
        'aws_lambda_function capacity_provider_config',
        'aws_lambda_function durable_config',
      ]);
    },
    limit,
  );
  describe('checkov', () => {
    ('missing' in checkov ? test.skip : test)(
      `finds nothing in the plans that no waiver allows, and needs every waiver${'missing' in checkov ? ` (lacks ${checkov.missing})` : ''}`,
      async () => {
        if ('missing' in checkov) return;
        await Promise.all([...runs.values()].map(({ ended }) => ended));
        const plans = [...runs].flatMap(([scenario, run]) =>
          [...run.plans].map(([name, text]) => [`${scenario}.${name}`, text] as const),
        );
        const { findings, passed } = await scanPlans(
          checkov.folder,
          new Map(plans),
          join(folder, 'checkov'),
        );
        // Of what it cannot read it finds nothing.
        expect(passed).toBeGreaterThan(20 * plans.length);
        const waivers = readWaivers(repository, 'libs/constructs/src');
        expect(judge(findings, waivers, new Date().toISOString().slice(0, 10))).toEqual([]);
      },
      limit,
    );
  });

  afterAll(() => {
    const left = ['Left out of the stacks:', ...leftOut().map((line) => `  ${line}`)];
    process.stderr.write(`${left.join('\n')}\n`);
    for (const [scenario, { seconds }] of runs) {
      const times = [...seconds].map(
        ([step, time]) => `  ${time.toFixed(1).padStart(6)} s  ${step}`,
      );
      process.stderr.write(`${[scenario, ...times].join('\n')}\n`);
    }
  });
});
