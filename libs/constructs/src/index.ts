export { Account } from './account/account';
export type { ApiRoute } from './api-gateway/api-route';
export { InvokePermission } from './api-gateway/invoke-permission';
export { RestApi } from './api-gateway/rest-api';
export { ServiceKey } from './api-gateway/service-key';
export { Cluster } from './compute/cluster';
export { ContainerService } from './compute/container-service';
export { KeptRegistry } from './compute/kept-registry';
export { offerCluster, readCluster, type ClusterContract } from './contracts/cluster';
export {
  offerCompute,
  readCompute,
  type ComputeContract,
  type FunctionContract,
} from './contracts/compute';
export {
  offerIngress,
  readIngress,
  type ApplicationIngressContract,
  type ApplicationLoadBalancerContract,
  type IngressContract,
  type NetworkIngressContract,
  type NetworkLoadBalancerContract,
} from './contracts/ingress';
export {
  offerNetworking,
  readNetworking,
  type NetworkingContract,
  type ShardContract,
} from './contracts/networking';
export { modulePath, writeBundles } from './function/bundle-files';
export { BundleError, bundleFunctions } from './function/bundle-functions';
export { handler, type FunctionBundle } from './function/function-bundle';
export { LambdaService } from './function/lambda-service';
export { Networking } from './networking/networking';
export { denyInsecureTransport, policyDocument, type PolicyStatement } from './policy';
export { AwsStack } from './aws-stack';
export { PlatformStack } from './platform-stack';
export { rules } from './rules';
export { tagService } from './tag-service';
export { schemaFindings } from './schema-check/schema-findings';
export type { TerraformJson } from './schema-check/terraform-json';
export { accountStackId, accountStateKey, stackIdOf, stateKey } from './state-location';
export { App } from './terraform';
