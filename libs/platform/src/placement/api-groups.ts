import type { Finding, Service, Stage } from '@slipway/catalog';
import { report } from '../report';
import { ApiResources, resourceFill, resourceLimit } from './api-group-capacity';
import { raiseFix } from './commands';

/** A REST API for a service, or why there is none. */
export type ChosenGroup = { readonly apiGroup: number } | { readonly finding: Finding };

/** What the REST APIs of a stage serve. */
export class ApiGroups {
  private readonly resources: ReadonlyMap<number, ApiResources>;

  constructor(private readonly stage: Stage) {
    this.resources = new Map(
      Array.from({ length: stage.ingress.groups }, (_, position) => [
        position + 1,
        new ApiResources(),
      ]),
    );
  }

  /** Counts a service where it is placed; nothing is known of a REST API that the stage lacks. */
  keep({ api }: Service, apiGroup: number): void {
    if (api) this.resources.get(apiGroup)?.add(api.basePath);
  }

  /**
   * The first REST API with room; where base paths above or below stand in one, that one, since only
   * inside one API the more specific route wins.
   */
  choose(service: Service): ChosenGroup {
    const { api } = service;
    if (!api) return { apiGroup: 1 };
    const groups = [...this.resources];
    const related = groups.filter(([, resources]) => resources.overlaps(api.basePath));
    if (related.length > 1) return { finding: torn(service, api.basePath, related) };
    const [candidates, limit] =
      related.length === 1 ? [related, resourceLimit] : [groups, resourceFill];
    const chosen = candidates.find(([, resources]) => resources.countWith(api.basePath) <= limit);
    if (chosen) {
      chosen[1].add(api.basePath);
      return { apiGroup: chosen[0] };
    }
    const [only] = related;
    return {
      finding: only ? crowdedOut(service, api.basePath, only[0]) : noRoom(this.stage, service),
    };
  }
}

function torn(
  { name, at }: Service,
  basePath: string,
  related: readonly (readonly [number, unknown])[],
): Finding {
  const groups = related.map(([group]) => group).join(' and ');
  const message = `${name} finds no REST API: base paths above or below ${basePath} are on REST APIs ${groups}`;
  return report('SLP2112', at('api.basePath'), message, `write \`basePath: /${name}\``);
}

function crowdedOut({ name, at }: Service, basePath: string, group: number): Finding {
  const message = `${name} finds no REST API: base paths above or below ${basePath} are on REST API ${group}, which has no room`;
  return report('SLP2112', at('api.basePath'), message, `write \`basePath: /${name}\``);
}

function noRoom(stage: Stage, { name, at }: Service): Finding {
  const { groups } = stage.ingress;
  const full =
    groups === 1 ? 'the REST API of the stage is' : `the ${groups} REST APIs of the stage are`;
  return report(
    'SLP2112',
    at('name'),
    `${name} finds no REST API: ${full} filled with ${resourceFill} resources each`,
    raiseFix(stage, 'groups'),
  );
}
