import { resourcesOf, type Graph, type GraphElement } from './graph';
import { resolveAttribute } from './resolve';

/**
 * Every API stage: as a resource of its own, or made by a deployment that names it, as providers before
 * 6.0 let it.
 * https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/api_gateway_deployment
 */
export function apiStagesOf(graph: Graph): readonly GraphElement[] {
  const stages = resourcesOf(graph, 'aws_api_gateway_stage');
  const deployments = resourcesOf(graph, 'aws_api_gateway_deployment').filter((deployment) => {
    const { stage_name: stageName = null } = deployment.attributes;
    return stageName !== null && stageName !== '' && !hasStage(graph, stages, deployment);
  });
  return deployments.length === 0 ? stages : [...stages, ...deployments];
}

/** Whether an API stage of its own has the API and the name that a deployment names. */
function hasStage(
  graph: Graph,
  stages: readonly GraphElement[],
  deployment: GraphElement,
): boolean {
  const identity = (element: GraphElement) =>
    ['rest_api_id', 'stage_name'].map((attribute) => {
      const resolved = resolveAttribute(graph, element, [attribute]);
      if (resolved.kind === 'attribute') return resolved.element.address;
      return resolved.kind === 'value' ? String(resolved.value) : JSON.stringify(resolved);
    });
  const [api, name] = identity(deployment);
  return stages.some((stage) => {
    const [ofApi, called] = identity(stage);
    return ofApi === api && called === name;
  });
}
