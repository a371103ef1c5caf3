export { startEmulator, type Emulator } from './emulator';
export { emulatorPackages } from './emulator-packages';
export { pythonEnvironment, type PythonPackages } from './python-environment';
