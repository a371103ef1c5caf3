import { join } from 'node:path';
import {
  formatImageLock,
  imageLockFile,
  readLocks,
  withImage,
  type ImagedService,
} from '@slipway/platform';
import { failed } from '../failure';
import { writeAtomically } from '../write-atomically';

/**
 * Writes one service's digest into a stage's lock; the lines of the other services stay as they are
 * now. Throws a Failure, and writes nothing, where the lock has become unreadable during the build.
 */
export function lockImage(
  root: string,
  stage: string,
  { service, architecture }: ImagedService,
  digest: string,
): void {
  const { locks, findings } = readLocks(root, stage);
  const [broken] = findings.filter(({ severity }) => severity === 'error');
  if (broken) {
    const { file, line } = broken.position;
    const { name } = service;
    throw failed(
      `${name}: the digest ${digest} is not written, since ${file}:${line} is broken: ${broken.message}`,
      `${broken.fix}, then run the command again; the image is in the registry`,
    );
  }
  const { images } = locks;
  const lock = withImage(images, service.name, architecture, digest);
  writeAtomically(join(root, imageLockFile(stage)), formatImageLock(lock));
}
