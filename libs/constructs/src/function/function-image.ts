import type { Stage } from '@slipway/catalog';
import { partitionOf } from '../arn';

/** The image of a function, as Lambda pulls it. */
export interface FunctionImage {
  /** `123456789012.dkr.ecr.eu-central-1.amazonaws.com/slipway-dev-reports@sha256:…` */
  readonly imageUri: string;
}

/** The image with a digest in a registry of the stage's account and region. */
export function functionImage(stage: Stage, repository: string, digest: string): FunctionImage {
  const { account, region } = stage;
  const domain = partitionOf(region) === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return { imageUri: `${account}.dkr.ecr.${region}.${domain}/${repository}@${digest}` };
}
