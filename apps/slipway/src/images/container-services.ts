import { nearest } from '@slipway/catalog';
import type { PlacedBatchService, PlacedHttpService, PlatformModel } from '@slipway/platform';
import { wrongUsage } from '../failure';

/** A service that runs from an image. */
export type ImagedService = PlacedHttpService | PlacedBatchService;

/**
 * The services of a stage that run from an image, those named or all. Throws a Failure for a name
 * that is no such service.
 */
export function containerServices(model: PlatformModel, names: readonly string[]): ImagedService[] {
  const all = model.services.filter((placed) => placed.kind !== 'function');
  if (names.length === 0) return all;
  for (const name of names) {
    const placed = model.services.find(({ service }) => service.name === name);
    if (!placed) throw unknownService(name, model);
    if (placed.kind === 'function') {
      throw wrongUsage(
        `${name} is a function: its code is in the stack, it has no image`,
        'deploy the compute stack',
      );
    }
  }
  return all.filter(({ service }) => names.includes(service.name));
}

function unknownService(name: string, { services, stage }: PlatformModel): Error {
  const known = services.map(({ service }) => service.name);
  const near = nearest(name, known);
  return wrongUsage(
    `No service ${name} runs in stage ${stage.name}`,
    near ? `did you mean ${near}?` : `the services there are: ${known.join(', ') || 'none'}`,
  );
}
