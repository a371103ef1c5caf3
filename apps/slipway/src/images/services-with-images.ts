import { nearest } from '@slipway/catalog';
import { imagedServices, type ImagedService, type PlatformModel } from '@slipway/platform';
import { wrongUsage } from '../failure';

/**
 * The services of a stage that run from an image, those named or all. Throws a Failure for a name
 * that is no such service.
 */
export function servicesWithImages(
  model: PlatformModel,
  names: readonly string[],
): ImagedService[] {
  const all = imagedServices(model.services);
  if (names.length === 0) return all;
  for (const name of names) {
    if (all.some(({ service }) => service.name === name)) continue;
    if (!model.services.some(({ service }) => service.name === name)) {
      throw unknownService(name, model);
    }
    throw wrongUsage(
      `${name} is a function without \`image: true\`: its code is in the stack, it has no image`,
      'deploy the compute stack',
    );
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
