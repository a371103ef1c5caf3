import type { Finding, FunctionService } from '@slipway/catalog';
import { report } from '../report';

const megabyte = 1024 * 1024;

/** Megabytes of all files together. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const maxUnzipped = 250;

/** Megabytes of a zip that is part of the request, as Terraform sends it. */
const maxZip = 50;

/** A finding where the files of a function are larger than Lambda unpacks. */
export function unzippedFindings(service: FunctionService, key: string, bytes: number): Finding[] {
  if (bytes <= maxUnzipped * megabyte) return [];
  const message = `the code of ${service.name} takes ${megabytes(bytes)} MB, and Lambda unpacks ${maxUnzipped} MB, layers included`;
  return [report('SLP3104', service.at(key), message, leaner)];
}

/** A finding where the zip of a function is larger than one request holds. */
export function zipFindings(service: FunctionService, key: string, zip: Uint8Array): Finding[] {
  if (zip.length <= maxZip * megabyte) return [];
  const message = `the zip of ${service.name} has ${megabytes(zip.length)} MB, and Lambda takes ${maxZip} MB with a request`;
  return [report('SLP3105', service.at(key), message, leaner)];
}

const leaner =
  'leave out what the function does not need, move some into a layer, or write `image: true`';

/** Rounded up, so that what is too large never reads as the limit. */
function megabytes(bytes: number): string {
  return (Math.ceil((bytes / megabyte) * 10) / 10).toFixed(1);
}
