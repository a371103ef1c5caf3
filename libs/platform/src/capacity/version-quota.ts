/**
 * Function versions that a capacity provider holds; AWS does not raise it.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const versionQuota = 100;

/** Versions from which on a stage is warned. */
export const versionWarning = 80;
