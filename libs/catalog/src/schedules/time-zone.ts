import { nearest } from '../nearest';

/** Whether a name is one of the IANA time zone database. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The time zone whose name is nearest, or the name itself where none is near. */
export function nearestTimeZone(name: string): string {
  return nearest(name, Intl.supportedValuesOf('timeZone')) ?? name;
}
