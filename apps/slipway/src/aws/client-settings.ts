// The SDK warns on Node.js 20 although it supports it until January 2027.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/**
 * Settings of every SDK client: few attempts, since a person waits for the answer.
 * @param profile of the AWS configuration; without it the SDK looks for credentials itself
 */
export function clientSettings(region: string, profile?: string) {
  return { region, maxAttempts: 2, ...(profile !== undefined && { profile }) };
}

/** Emulators resolve no bucket in the host name, so an endpoint of one's own takes it in the path. */
export function s3ClientSettings(region: string) {
  const { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3 } = process.env;
  return {
    ...clientSettings(region),
    forcePathStyle: Boolean(AWS_ENDPOINT_URL_S3 ?? AWS_ENDPOINT_URL),
    // The region of an existing bucket is compared, never silently followed.
    followRegionRedirects: false,
  };
}
