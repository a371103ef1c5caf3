import { defaultDockerfile, type Architecture, type Service } from '@slipway/catalog';
import type { PlacedService } from './model';

/** What the image of a service is built from and for. */
export interface ImageSource {
  readonly architecture: Architecture;
  /** Dockerfile relative to the folder of the service. */
  readonly dockerfile: string;
}

/** A service that runs from an image of its own registry. */
export interface ImagedService extends ImageSource {
  readonly service: Service;
  readonly repository: string;
  /** `sha256:…`; absent until one is pushed. */
  readonly imageDigest?: string;
}

/** Undefined for a function that runs from a zip. */
export function imageSourceOf(service: Service): ImageSource | undefined {
  if (service.kind !== 'function') {
    const { architecture, dockerfile } = service.container;
    return { architecture, dockerfile };
  }
  const { image, architecture, dockerfile = defaultDockerfile } = service.function;
  return image ? { architecture, dockerfile } : undefined;
}

/** The services of a model that run from images, in its order. */
export function imagedServices(services: readonly PlacedService[]): ImagedService[] {
  return services.flatMap(({ service, names, imageDigest }) => {
    const source = imageSourceOf(service);
    return source ? [{ ...source, service, repository: names.repository, imageDigest }] : [];
  });
}

/**
 * Whether a service can be called once its stage is deployed. A function of an image that nobody has
 * pushed does not exist, and has no route; a container service has its rule, which answers 503.
 */
export function isCallable(placed: PlacedService): boolean {
  return (
    placed.kind !== 'function' || !placed.service.function.image || placed.imageDigest !== undefined
  );
}
