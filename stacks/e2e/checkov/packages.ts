import type { PythonPackages } from '@slipway/aws-emulator';
import { join } from 'node:path';

/** checkov, which looks for settings that are unsafe. */
export const checkovPackages: PythonPackages = {
  name: 'checkov',
  requirements: join(__dirname, 'requirements.txt'),
};
