import type { Architecture } from '@slipway/catalog';
import { withEntry, type ImageLock, type Images } from './lock';
import { formatLock, parseLock, type ParsedLock, type ReadValue } from './lock-text';

const architectures: readonly Architecture[] = ['arm64', 'x86_64'];

/** https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests */
const digestPattern = /^sha256:[0-9a-f]{64}$/;

/** Reads `stacks/locks/<stage>.images.json`. */
export function parseImageLock(file: string, text: string): ParsedLock<Images> {
  return parseLock(file, text, readImages);
}

/** Text of `stacks/locks/<stage>.images.json`. */
export function formatImageLock(lock: ImageLock): string {
  return formatLock(lock, (images) =>
    Object.fromEntries(
      architectures.flatMap((architecture) =>
        images[architecture] === undefined ? [] : [[architecture, images[architecture]]],
      ),
    ),
  );
}

/** The lock with a service's digest for one architecture; what it has for the other stays. */
export function withImage(
  lock: ImageLock,
  service: string,
  architecture: Architecture,
  digest: string,
): ImageLock {
  const images = lock.entries.get(service)?.value;
  return withEntry(lock, service, { ...images, [architecture]: digest });
}

const readImages: ReadValue<Images> = (json) => {
  const images = Object.entries({ ...(json as Record<string, unknown> | null) });
  const valid =
    images.length > 0 &&
    images.every(
      ([key, digest]) =>
        (architectures as readonly string[]).includes(key) && digestPattern.test(String(digest)),
    );
  return valid
    ? { value: Object.fromEntries(images) as Images }
    : {
        wrong: `has no digests: \`${JSON.stringify(json)}\``,
        right: 'delete the line and push the image again; it looks like `{"arm64":"sha256:…"}`',
      };
};
