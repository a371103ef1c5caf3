export {
  offerCompute,
  readCompute,
  type ComputeContract,
  type FunctionContract,
} from './contracts/compute';
export {
  offerNetworking,
  readNetworking,
  type NetworkingContract,
  type ShardContract,
} from './contracts/networking';
export { Networking } from './networking/networking';
export { denyInsecureTransport, policyDocument, type PolicyStatement } from './policy';
export { PlatformStack } from './platform-stack';
export { stackIdOf, stateKey } from './state-location';
