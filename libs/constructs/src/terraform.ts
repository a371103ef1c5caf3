// eslint-disable-next-line @typescript-eslint/no-require-imports -- an ES import is read-only, in a bundle too
import stackTrace = require('cdktf/lib/tokens/private/stack-trace');

/**
 * cdktf records where every token was created, which takes 30 % of a synth and is read only when one
 * cannot be resolved; `SLIPWAY_STACK_TRACES=1` records it.
 * Measured and proposed in https://github.com/hashicorp/terraform-cdk/pull/3892.
 */
if (process.env['SLIPWAY_STACK_TRACES'] !== '1') {
  stackTrace.captureStackTrace = () => [];
}

/** The only door to cdktf: changing the engine is a change of this file and of provider paths. */
export {
  App,
  DataTerraformRemoteState,
  DataTerraformRemoteStateLocal,
  DataTerraformRemoteStateS3,
  Fn,
  LocalBackend,
  S3Backend,
  TerraformDataSource,
  TerraformElement,
  TerraformLocal,
  TerraformOutput,
  TerraformRemoteState,
  TerraformResource,
  TerraformStack,
  Testing,
  Token,
} from 'cdktf';
export { resolve } from 'cdktf/lib/_tokens';
export { deepMerge } from 'cdktf/lib/util';
export type {
  Expression,
  IResolvable,
  ITerraformDependable,
  TerraformResourceLifecycle,
} from 'cdktf';
