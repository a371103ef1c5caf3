import type { Stage } from '@slipway/catalog';

/** Command that gives every service of the stage its place. */
export function placeCommand({ name }: Stage): string {
  return `npx slipway place --stage ${name}`;
}

/** Command that gives up the place of a service, which gets another one where it still exists. */
export function freeCommand({ name }: Stage, service: string): string {
  return `npx slipway place --free ${service} --stage ${name}`;
}
