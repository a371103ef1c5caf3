/** Parts of a path that AWS does not say how an ALB compares, and what it could make of each. */
const openQuestions: readonly (readonly [what: string, find: RegExp, replacement: string])[] = [
  ['%2F', /%2f/gi, '/'],
  ['//', /\/{2,}/g, '/'],
  [';', /;[^/]*/g, ''],
];

/** Another way in which an ALB may read a path. */
export interface PathReading {
  readonly path: string;
  /** The part that makes the difference: `%2F`. */
  readonly what: string;
}

/** The other ways in which an ALB may read a path; none for nearly every path. */
export function otherReadings(path: string): PathReading[] {
  if (!/%2f|\/\/|;/i.test(path)) return [];
  let readings: PathReading[] = [{ path, what: '' }];
  for (const [what, find, replacement] of openQuestions) {
    readings = readings.flatMap((reading) => {
      const read = reading.path.replace(find, replacement);
      if (read === reading.path) return [reading];
      return [reading, { path: read, what: reading.what ? `${reading.what} and ${what}` : what }];
    });
  }
  return readings.slice(1);
}
