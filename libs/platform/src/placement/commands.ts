import { ingressLimits, type Stage } from '@slipway/catalog';

/** Command that gives every service of the stage its place. */
export function placeCommand({ name }: Stage): string {
  return `npx slipway place --stage ${name}`;
}

/** Command that gives up the place of a service, which gets another one where it still exists. */
export function freeCommand({ name }: Stage, service: string): string {
  return `npx slipway place --free ${service} --stage ${name}`;
}

/** What gives a stage one more ALB or REST API, or what to do where it may have no more. */
export function raiseFix({ ingress, at }: Stage, key: 'shards' | 'groups'): string {
  const next = ingress[key] + 1;
  return next > ingressLimits[key]
    ? `have services run in another stage: \`ingress.${key}\` ends at ${ingressLimits[key]}`
    : `set \`ingress.${key}\` to ${next} in ${at(`ingress.${key}`).file}`;
}
