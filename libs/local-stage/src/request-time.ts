/** `21/Nov/2026:07:35:01 +0000`, the format of access logs. */
export function requestTime(time: Date): string {
  const [, day, month, year, clock] = time.toUTCString().split(' ');
  return `${day}/${month}/${year}:${clock} +0000`;
}
