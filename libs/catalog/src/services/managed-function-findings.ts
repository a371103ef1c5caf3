import type { Finding } from '../finding';
import {
  executionEnvironment,
  managedConcurrency,
  oldestManaged,
  runsManaged,
} from '../execution-environment';
import { runtimeOf } from '../function-code';
import { report } from '../report';
import type { FunctionService } from '../service';
import { floorFindings } from './floor-findings';

/** What is wrong with a function that runs on a capacity provider, or says what only such a one has. */
export function managedFunctionFindings(service: FunctionService): Finding[] {
  const { function: settings } = service;
  if (settings.capacityProvider === undefined) return strayFindings(service);
  return [
    ...sizeFindings(service),
    ...concurrencyFindings(service),
    ...runtimeFindings(service),
    ...unmanagedFindings(service),
    ...floorFindings(service),
  ];
}

function strayFindings({ function: settings, at }: FunctionService): Finding[] {
  const keys = ['memoryPerVcpu', 'concurrency', 'floor'] as const;
  return keys
    .filter((key) => settings[key] !== undefined)
    .map((key) => {
      const message = `\`function.${key}\` is of functions on a capacity provider, and this one runs on the shared fleet`;
      const fix = `remove \`${key}\`, or add \`capacityProvider: agents\` with a provider of the stage`;
      return report('SLP1343', at(`function.${key}`), message, fix);
    });
}

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-scaling.html */
const leastMemory = 2048;

function sizeFindings({ function: settings, at }: FunctionService): Finding[] {
  const { memory, capacityProvider } = settings;
  const position = at('function.memory');
  if (memory < leastMemory) {
    const message = `\`function.memory\` is ${memory}, and on the capacity provider ${capacityProvider} it is ${leastMemory} MB at least`;
    return [report('SLP1344', position, message, `write \`memory: ${leastMemory}\``)];
  }
  const { vcpu, memoryPerVcpu } = executionEnvironment(settings);
  if (Number.isInteger(vcpu)) return [];
  const perVcpu = memoryPerVcpu * 1024;
  const message = `${memory} MB at ${memoryPerVcpu} GiB for each vCPU are ${Number(vcpu.toFixed(2))} vCPU`;
  const fix = `write \`memory: ${Math.min(10_240 - (10_240 % perVcpu), Math.ceil(vcpu) * perVcpu)}\``;
  return [report('SLP1345', position, message, fix)];
}

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-scaling.html */
const maxPerVcpu = 64;
const fewRequests = 8;

function concurrencyFindings({ function: settings, at }: FunctionService): Finding[] {
  const { concurrency } = settings;
  const runtime = runtimeOf(settings);
  const { vcpu } = executionEnvironment(settings);
  if (concurrency === undefined || !Number.isInteger(vcpu)) return [];
  const position = at('function.concurrency');
  const most = maxPerVcpu * vcpu;
  if (concurrency > most) {
    const message = `\`function.concurrency\` is ${concurrency}, above ${maxPerVcpu} × ${vcpu} vCPU`;
    return [report('SLP1346', position, message, `write \`concurrency: ${most}\``)];
  }
  const usual = (runtime && managedConcurrency(runtime, vcpu)) ?? most;
  if (concurrency > usual) {
    const message = `\`function.concurrency\` is ${concurrency}, above the ${usual} that ${runtime} takes by default with ${vcpu} vCPU`;
    return [
      report('SLP1347', position, message, `write \`concurrency: ${usual}\`, or load-test it`),
    ];
  }
  if (concurrency >= fewRequests) return [];
  const message = `\`function.concurrency\` is ${concurrency}: ${3 * concurrency} requests at once fill the three environments that a version starts with`;
  return [report('SLP1347', position, message, `write \`concurrency: ${fewRequests}\` or more`)];
}

/** An image brings its runtime, which no file tells. */
function runtimeFindings({ function: settings, at }: FunctionService): Finding[] {
  const runtime = runtimeOf(settings);
  if (runtime === undefined || runsManaged(runtime)) return [];
  const message = `${runtime} does not run on the capacity provider ${settings.capacityProvider}`;
  const fix = `write \`runtime: ${oldestManaged(runtime) ?? 'nodejs22.x'}\``;
  return [report('SLP1348', at('function.runtime'), message, fix)];
}

/** What a function on a capacity provider says that has no effect there, or that AWS refuses there. */
function unmanagedFindings({
  function: { capacityProvider, warm, vpc },
  at,
}: FunctionService): Finding[] {
  const findings: Finding[] = [];
  if (warm) {
    const message = `\`function.warm\` pings the function, and environments on the capacity provider ${capacityProvider} neither start nor stay by requests`;
    const fix = 'remove `warm`, and write `floor: { min: 3, max: 6 }`';
    findings.push(report('SLP1358', at('function.warm'), message, fix));
  }
  if (vpc) {
    const message = `\`function.vpc\` places the function in a VPC, and the capacity provider ${capacityProvider} has its own subnets`;
    const fix = 'remove `vpc`: the provider runs in the VPC of the stage';
    findings.push(report('SLP1359', at('function.vpc'), message, fix));
  }
  return findings;
}
