import { oneOf } from './field';

/** Processor of what a service runs on. */
export const architecture = oneOf('SLP1224', ['arm64', 'x86_64'])
  .optional()
  .describe('Processor of the tasks or the function; the default is the one of the stage.');
