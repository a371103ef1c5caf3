import type { Finding } from '../finding';
import { report } from '../report';
import type { BatchService, RunSettings } from '../service';

/** What is wrong between how a batch service is run and its other settings. */
export function runFindings(service: BatchService): Finding[] {
  const { run } = service;
  if (!run) return [];
  return [
    ...failoverFindings(run, service.at),
    ...heartbeatFindings(run, service.at),
    ...([run.backend, run.failover].includes('agentcore') ? agentCoreFindings(service) : []),
  ];
}

function failoverFindings({ backend, failover }: RunSettings, at: BatchService['at']): Finding[] {
  if (failover === undefined || (failover !== backend && backend !== 'process')) return [];
  const message = `\`run.failover\` is ${failover}, and \`run.backend\` is ${backend}`;
  const other = backend === 'ecs' ? 'agentcore' : 'ecs';
  const fix =
    backend === 'process' ? 'remove `failover`' : `write \`failover: ${other}\`, or remove it`;
  return [report('SLP1522', at('run.failover'), message, fix)];
}

const beats = 3;

function heartbeatFindings(
  { heartbeatSeconds, lostAfterSeconds }: RunSettings,
  at: BatchService['at'],
): Finding[] {
  const least = beats * heartbeatSeconds;
  if (lostAfterSeconds >= least) return [];
  const message = `\`run.lostAfterSeconds\` is ${lostAfterSeconds}, and a heartbeat comes every ${heartbeatSeconds} s`;
  const fix =
    least <= 86_400
      ? `write \`lostAfterSeconds: ${least}\``
      : `write \`heartbeatSeconds: ${Math.floor(lostAfterSeconds / beats)}\``;
  return [report('SLP1528', at('run.lostAfterSeconds'), message, fix)];
}

function agentCoreFindings(service: BatchService): Finding[] {
  const { container, at, name } = service;
  const architecture =
    container.architecture === 'arm64'
      ? []
      : [
          report(
            'SLP1529',
            at('container.architecture'),
            `${name} runs on AgentCore, and its image is for ${container.architecture}`,
            'write `architecture: arm64` below `container`',
          ),
        ];
  return [
    ...architecture,
    ...ofEcs(service).map((path) => {
      const message = `${name} runs on AgentCore, which has no \`${path}\``;
      const key = path.split('.').at(-1) ?? path;
      return report('SLP1530', at(path), message, `remove \`${key}\`, or write \`backend: ecs\``);
    }),
  ];
}

/** Settings that ECS alone has, by path, as far as they are written. */
function ofEcs({ container, secrets, parameters, calls, telemetry }: BatchService): string[] {
  const written: Readonly<Record<string, boolean>> = {
    calls: calls.length > 0,
    secrets: Object.keys(secrets).length > 0,
    parameters: Object.keys(parameters).length > 0,
    'container.ephemeralStorage': container.ephemeralStorage !== undefined,
    'container.exec': container.exec,
    'telemetry.collector': telemetry.collector,
  };
  return Object.keys(written).filter((path) => written[path]);
}
