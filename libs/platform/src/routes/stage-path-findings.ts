import type { Finding, Service, Stage } from '@slipway/catalog';
import { report } from '../report';

/** Base paths that an ALB would take for the name of the API stage in front of another one's. */
export function stagePathFindings(
  { name: stage, ingress }: Stage,
  services: readonly Service[],
): Finding[] {
  if (ingress.link === 'v1') return [];
  return services.flatMap(({ name, api, at }) => {
    if (!api || !`${api.basePath}/`.startsWith(`/${stage}/`)) return [];
    const message = `${api.basePath} of ${name} begins with /${stage}, the name of the API stage`;
    return [report('SLP2114', at('api.basePath'), message, `write \`basePath: /${name}\``)];
  });
}
