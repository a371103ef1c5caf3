import type { Finding } from '../finding';
import { report } from '../report';
import type { Service } from '../service';

/** A finding for every service whose base path another one has more right to: the one of that name. */
export function sharedBasePaths(services: readonly Service[]): Finding[] {
  const owners = new Map<string, Service>();
  for (const service of services) {
    const basePath = service.api?.basePath;
    if (basePath === undefined) continue;
    if (basePath === `/${service.name}` || !owners.has(basePath)) owners.set(basePath, service);
  }
  return services.flatMap((service) => {
    const basePath = service.api?.basePath;
    const owner = basePath === undefined ? undefined : owners.get(basePath);
    if (!owner || owner === service) return [];
    const { file, line } = owner.at('api.basePath');
    const message = `\`api.basePath\` ${basePath} is also the one of ${owner.name} in ${file}:${line}`;
    const fix = `write \`basePath: /${service.name}\``;
    return [report('SLP1253', service.at('api.basePath'), message, fix)];
  });
}
