import { join } from 'node:path';
import {
  formatImageLock,
  imageLockFile,
  readLocks,
  withImage,
  type PlacedHttpService,
} from '@slipway/platform';
import { writeAtomically } from '../write-atomically';

/** Writes one service's digest into a stage's lock; the lines of the other services stay as they are now. */
export function lockImage(
  root: string,
  stage: string,
  { service }: PlacedHttpService,
  digest: string,
): void {
  const { images } = readLocks(root, stage).locks;
  const lock = withImage(images, service.name, service.container.architecture, digest);
  writeAtomically(join(root, imageLockFile(stage)), formatImageLock(lock));
}
