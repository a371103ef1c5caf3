import type { Finding } from '../finding';
import { report } from '../report';
import type { Service } from '../service';

/** A finding for every service whose base path an earlier service of the stage has. */
export function sharedBasePaths(services: readonly Service[]): Finding[] {
  const owners = new Map<string, Service>();
  return services.flatMap((service) => {
    const basePath = service.api?.basePath;
    if (basePath === undefined) return [];
    const owner = owners.get(basePath);
    if (!owner) {
      owners.set(basePath, service);
      return [];
    }
    const { file, line } = owner.at('api.basePath');
    const message = `\`api.basePath\` ${basePath} is also the one of ${owner.name} in ${file}:${line}`;
    const fix = `write \`basePath: /${service.name}\``;
    return [report('SLP1253', service.at('api.basePath'), message, fix)];
  });
}
