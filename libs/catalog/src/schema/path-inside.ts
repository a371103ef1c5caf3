/** A path that stays below the folder it is relative to. */
export const isInside = (path: string): boolean =>
  !path.startsWith('/') && !path.includes('\\') && !path.split('/').includes('..');
