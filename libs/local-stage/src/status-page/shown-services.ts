import type { LocalService } from '../services';
import type { ShownService } from './status-source';

/** The services of the stage as the status page shows them. */
export function shownServices(services: readonly LocalService[]): ShownService[] {
  return services.map((service) => {
    const { name, kind } = service;
    switch (service.kind) {
      case 'http': {
        const { state } = service;
        const tasks = service.tasks.map(({ port, pid }) => ({ port, pid }));
        return { name, kind, state, level: levels[state], tasks };
      }
      case 'function':
        return service.runsHere
          ? { name, kind, state: 'runs on request', level: 'good', tasks: [] }
          : { name, kind, state: 'does not run here', level: 'bad', tasks: [] };
      case 'batch':
        return { name, kind, state: 'runs when started', level: 'good', tasks: [] };
    }
  });
}

const levels = { starting: 'waiting', healthy: 'good', unhealthy: 'bad', failed: 'bad' } as const;
