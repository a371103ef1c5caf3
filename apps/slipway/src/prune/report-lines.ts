import {
  PROVIDER_VERSIONS,
  type MonthlyPrice,
  type ProviderReport,
  type RegionReport,
} from '@slipway/version-pruner';

/**
 * What a run frees, or would free, in words.
 * @param done whether it was done
 */
export function reportLines(report: RegionReport, done: boolean): readonly string[] {
  const { region, published, kept, deleted, cooled, codeFreed, codeAfter, codeLimit } = report;
  const would = done ? '' : 'would ';
  const usage =
    codeAfter === undefined || !codeLimit
      ? ''
      : `; code storage ${done ? 'is' : 'would be'} ${bytesText(codeAfter)} of ${bytesText(codeLimit)}`;
  return [
    `${region}: ${would}${done ? 'deleted' : 'delete'} ${deleted} of ${published} versions, ${done ? 'cooled' : 'cool'} ${cooled}, ${done ? 'kept' : 'keep'} ${kept}`,
    `  ${would}free${done ? 'd' : ''} ${bytesText(codeFreed)} of code${usage}`,
    ...report.providers.map((provider) => `  ${providerText(provider, done)}`),
    ...report.notDone.map(
      ({ functionName, version, result, detail }) =>
        `  ${result === 'kept' ? 'needed after all' : 'not done'}: ${functionName}:${version}${detail ? `, ${detail}` : ''}`,
    ),
  ];
}

function providerText(provider: ProviderReport, done: boolean): string {
  const { name, versionsBefore, versionsAfter, vcpuFreed, vcpuUnknown, dollarsPerMonth } = provider;
  const quota =
    versionsBefore === undefined
      ? 'its versions cannot be listed'
      : `${versionsBefore} → ${versionsAfter} of ${PROVIDER_VERSIONS} versions`;
  const unknown = vcpuUnknown > 0 ? `, and those of ${vcpuUnknown} versions that are unknown` : '';
  return `capacity provider ${name}: ${quota}, ${done ? 'freed' : 'would free'} ${rounded(vcpuFreed)} vCPU${unknown}, ${priceText(dollarsPerMonth)}`;
}

function priceText(price: MonthlyPrice): string {
  if ('unknown' in price) return `worth an unknown sum (${price.unknown})`;
  const { from, to } = price;
  const dollars = (sum: number) => `$${Math.round(sum).toLocaleString('en-US')}`;
  return from === to ? `${dollars(from)} a month` : `${dollars(from)} to ${dollars(to)} a month`;
}

function rounded(count: number): string {
  return String(Math.round(count * 10) / 10);
}

function bytesText(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}
