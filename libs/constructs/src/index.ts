export { Account } from './account/account';
export type { ApiRoute } from './api-gateway/api-route';
export { InvokePermission } from './api-gateway/invoke-permission';
export { RestApi } from './api-gateway/rest-api';
export { ServiceKey } from './api-gateway/service-key';
export { BatchService } from './compute/batch-service';
export type { AgentAccess } from './compute/container-task';
export { CapacityProvider } from './capacity-provider/capacity-provider';
export { Cluster } from './compute/cluster';
export { ContainerService } from './compute/container-service';
export { KeptRegistry } from './compute/kept-registry';
export { offerBatch, type BatchContract } from './contracts/batch';
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
export { unpackedPath, writeBundles } from './function/bundle-files';
export { BundleError, bundleFunctions } from './function/bundle-functions';
export type { FunctionBundle } from './function/function-bundle';
export { functionImage } from './function/function-image';
export { FunctionRegistry } from './function/function-registry';
export { FunctionSecurityGroup } from './function/function-security-group';
export {
  LambdaService,
  type FunctionNetwork,
  type FunctionSurroundings,
} from './function/lambda-service';
export { Orchestrator } from './orchestrator/orchestrator';
export { Pruner } from './pruner/pruner';
export { Networking } from './networking/networking';
export { denyInsecureTransport, policyDocument, type PolicyStatement } from './policy';
export { AwsStack } from './aws-stack';
export { PlatformStack } from './platform-stack';
export { rules } from './rules';
export { tagService } from './tag-service';
export { schemaFindings } from './schema-check/schema-findings';
export type { TerraformJson } from './schema-check/terraform-json';
export { accountStackId, accountStateKey, stackIdOf, stateKey } from './state-location';
export { App, type ITerraformDependable } from './terraform';
