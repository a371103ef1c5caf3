import type { BackendConfig } from '../environment';

/** An ECS backend in the configuration. */
export type EcsConfig = Extract<BackendConfig, { kind: 'ecs' }>;

/** `agent` of `arn:aws:ecs:…:task-definition/agent:7`. */
export function familyOf(taskDefinition: string): string {
  return taskDefinition.replace(/^.*task-definition\//, '').replace(/:\d+$/, '');
}
