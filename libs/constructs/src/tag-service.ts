import type { Service } from '@slipway/catalog';
import type { IConstruct } from 'constructs';
import { TerraformResource } from './terraform';

const serviceTag = 'slipway:service';

/** Tags that say whose the resource is, for cost reports and whoever meets it in the console. */
export function serviceTags(service: string): Record<string, string> {
  return { [serviceTag]: service };
}

/** Tags every resource under a construct with its service and owner, but those that are tagged with a service. */
export function tagService(
  scope: IConstruct,
  { name, owner }: Pick<Service, 'name' | 'owner'>,
): void {
  for (const child of scope.node.findAll()) {
    if (isTaggable(child) && !(serviceTag in (child.tagsInput ?? {}))) {
      child.tags = { ...child.tagsInput, ...serviceTags(name), 'slipway:owner': owner };
    }
  }
}

interface Taggable {
  tags: Record<string, string>;
  readonly tagsInput?: Record<string, string>;
}

function isTaggable(construct: IConstruct): construct is IConstruct & Taggable {
  return TerraformResource.isTerraformResource(construct) && 'tagsInput' in construct;
}
