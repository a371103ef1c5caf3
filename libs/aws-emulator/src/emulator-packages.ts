import { join } from 'node:path';
import type { PythonPackages } from './python-environment';

/** The emulator of AWS. */
export const emulatorPackages: PythonPackages = {
  name: 'the emulator',
  requirements: join(__dirname, 'requirements.txt'),
};
