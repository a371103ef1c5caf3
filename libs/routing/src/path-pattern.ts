/**
 * Whether the value of a `path-pattern` condition takes a path: case-sensitive, the whole path, `*`
 * for any number of characters (`/` among them) and `?` for exactly one. Nothing else is special.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#path-conditions
 */
export function matchesPattern(pattern: string, path: string): boolean {
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let afterStar = 0;
  while (at < path.length) {
    const wanted = pattern[inPattern];
    if (wanted === '*') {
      star = inPattern;
      inPattern += 1;
      afterStar = at;
    } else if (wanted === '?' || wanted === path[at]) {
      inPattern += 1;
      at += 1;
    } else if (star >= 0) {
      // Only the last star can have to take more: an earlier one has found the nearest place already.
      afterStar += 1;
      at = afterStar;
      inPattern = star + 1;
    } else {
      return false;
    }
  }
  while (pattern[inPattern] === '*') inPattern += 1;
  return inPattern === pattern.length;
}
