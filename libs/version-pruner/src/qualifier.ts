/** The number of a published version. Nothing else is ever a qualifier of a call that changes something. */
const publishedVersion = /^[1-9]\d*$/;

/** Whether a qualifier is the number of a published version, and so neither `$LATEST` nor an alias. */
export function isPublishedVersion(qualifier: string): boolean {
  return publishedVersion.test(qualifier);
}

/**
 * The qualifier itself, once it is known to name one version: without one, DeleteFunction deletes the
 * whole function (https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html).
 * @throws Error for anything else
 */
export function assertPublishedVersion(qualifier: string): string {
  if (isPublishedVersion(qualifier)) return qualifier;
  throw new Error(`${JSON.stringify(qualifier)} is no number of a published version`);
}

/**
 * Name and qualifier in the ARN of a function; the qualifier is empty where there is none.
 * `arn:aws:lambda:eu-central-1:111122223333:function:quotes:12`
 */
export function functionOfArn(arn: string): { readonly name: string; readonly qualifier: string } {
  const [, , , , , , name = '', qualifier = ''] = arn.split(':');
  return { name, qualifier };
}

/** Name in the ARN of a capacity provider: `arn:aws:lambda:eu-central-1:111122223333:capacity-provider:agents`. */
export function providerOfArn(arn: string): string {
  return arn.split(':')[6] ?? '';
}

/** Newer versions first, compared as numbers whatever their length; then what is no number, by name. */
export function newerFirst(a: string, b: string): number {
  const published = Number(isPublishedVersion(b)) - Number(isPublishedVersion(a));
  if (published !== 0) return published;
  return isPublishedVersion(a) ? Number(b) - Number(a) : a < b ? -1 : Number(a > b);
}
