import type { Resolution } from '../resolution';

/** A resolution in the words of the naive evaluator. */
export function summaryOf(resolution: Resolution): string {
  switch (resolution.outcome) {
    case 'function':
      return `function ${resolution.functionName}:${resolution.qualifier}`;
    case 'target-group': {
      const { weighted, targetGroup, backendPath } = resolution;
      const names = weighted?.map((share) => `${share.targetGroup.name}@${share.weight}`);
      return `group ${names?.join(' ') ?? targetGroup.name} ${backendPath}`;
    }
    case 'network-target-group':
      return `nlb-group ${resolution.targetGroup.name} ${resolution.backendPath}`;
    case 'fixed-response':
      return `answer ${resolution.statusCode}`;
    case 'redirect':
      return `redirect ${resolution.statusCode} ${resolution.location}`;
    case 'outside':
      return `outside ${resolution.destination}`;
    case 'no-route':
      return resolution.unmappedDomain === undefined && !resolution.disabledEndpoint
        ? 'no-route'
        : 'forbidden';
    default:
      return resolution.outcome;
  }
}
