import { join } from 'node:path';
import type { PythonPackages } from '../emulator/python-environment';

/** checkov, which looks for settings that are unsafe. */
export const checkovPackages: PythonPackages = {
  name: 'checkov',
  requirements: join(__dirname, 'requirements.txt'),
};
