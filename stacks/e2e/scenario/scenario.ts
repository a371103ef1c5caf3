import { startEmulator } from '@slipway/aws-emulator';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { corrections } from '../aws-proxy/corrections';
import { startProxy } from '../aws-proxy/proxy';
import { inventory } from './inventory';
import { folder, repository, type Machine } from './machine';
import { StageRun } from './stage-run';
import { account, region, Workspace } from './workspace';

/** One stage from nothing to nothing, in steps that need the ones before them. */
export interface Scenario {
  /** Short, in words that a folder's name can have. */
  readonly name: string;
  /** Lines of the stage's file from `state` on. */
  readonly stage: readonly string[];
  readonly steps: readonly Step[];
}

export interface Step {
  readonly name: string;
  readonly work: (context: Context) => Promise<void>;
}

/** What a step works with. */
export interface Context {
  readonly stage: StageRun;
  readonly workspace: Workspace;
  /** Where AWS answers. */
  readonly endpoint: string;
  /** Everything that exists: listing → what AWS answers to it. */
  readonly existing: () => Promise<Record<string, string>>;
  /** Keeps the plan of a stack, as `terraform show -json` prints it, for what reads plans afterwards. */
  readonly keepPlan: (name: string, text: string) => void;
  /** The environment that other commands of the stage run in. */
  readonly environment: NodeJS.ProcessEnv;
}

/** A scenario that is under way. */
export interface ScenarioRun {
  /** Seconds of each step that has ended, in order. */
  readonly seconds: ReadonlyMap<string, number>;
  /** Plans that steps have kept so far, by the name they gave. */
  readonly plans: ReadonlyMap<string, string>;
  /** Calls that the proxy answered itself so far. */
  readonly faked: () => ReadonlySet<string>;
  /** Ends when a step has; throws what the step threw, or that it was not reached. */
  step(name: string): Promise<void>;
  /** Ends when the emulator has stopped. */
  readonly ended: Promise<void>;
}

/** Starts a scenario on an emulator of its own. Its workspace stays where a step failed, to look at. */
export function startScenario(machine: Machine, scenario: Scenario): ScenarioRun {
  const root = join(folder, scenario.name);
  const seconds = new Map<string, number>();
  const plans = new Map<string, string>();
  const results = new Map<string, Deferred>(
    scenario.steps.map(({ name }) => [name, deferred()] as const),
  );
  let faked: ReadonlySet<string> = new Set();

  const work = async (): Promise<void> => {
    rmSync(root, { recursive: true, force: true });
    const emulator = await startEmulator(machine.python, `${root}.emulator`);
    const memory = corrections();
    const proxy = await startProxy(emulator.url, memory.corrections);
    faked = proxy.used;
    const environment = {
      ...machine.environment,
      AWS_ENDPOINT_URL: proxy.url,
      AWS_ACCESS_KEY_ID: account,
      AWS_REGION: region,
    };
    try {
      const workspace = new Workspace({ original: repository, root, stage: scenario.stage });
      const context: Context = {
        stage: new StageRun(workspace, environment),
        workspace,
        endpoint: proxy.url,
        environment,
        keepPlan: (name, text) => plans.set(name, text),
        existing: async () => ({
          ...(await inventory(proxy)),
          'held by the proxy': memory.held().join(' '),
        }),
      };
      for (const step of scenario.steps) {
        const start = performance.now();
        try {
          await step.work(context);
        } catch (error) {
          results.get(step.name)?.reject(error);
          throw error;
        }
        seconds.set(step.name, (performance.now() - start) / 1000);
        results.get(step.name)?.resolve();
      }
      rmSync(root, { recursive: true });
    } finally {
      await proxy.close();
      await emulator.stop();
    }
  };
  const ended = work().catch((error: unknown) => {
    const [first] = scenario.steps;
    // What stands in the way of the first step, where none has failed.
    results.get(first?.name ?? '')?.reject(error);
    results.forEach(({ reject }) => reject(new Error('an earlier step failed')));
  });
  return {
    seconds,
    plans,
    faked: () => faked,
    step: (name) => results.get(name)?.promise ?? Promise.reject(new Error(`no step ${name}`)),
    ended,
  };
}

interface Deferred {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

function deferred(): Deferred {
  let resolve: () => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<void>((onDone, onFailure) => {
    resolve = onDone;
    reject = onFailure;
  });
  // A step may fail before its test asks for it.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
