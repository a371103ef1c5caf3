export { rebundleFunction } from './rebundle-function';
export { synthesise, type SynthesiseProps } from './synthesise';
export { synthesiseAccount, type SynthesiseAccountProps } from './synthesise-account';
export { accountStackId, rules } from '@slipway/constructs';
