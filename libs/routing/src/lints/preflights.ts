import type { RestApi, RestRoute } from '../route-table';
import type { RouteMistake } from './route-mistake';

/**
 * Preflights that are asked for a key or for authorization: of a method OPTIONS, and of a method ANY
 * without one beside it in an API that answers preflights elsewhere.
 */
export function guardedPreflights(restApis: readonly RestApi[]): RouteMistake[] {
  return restApis.flatMap(({ name: restApi, routes }) => {
    const answersPreflights = routes.some(({ method }) => method === 'OPTIONS');
    return routes.flatMap((route): RouteMistake[] => {
      const { method, path } = route;
      const asked = askedFor(route);
      if (asked === undefined) return [];
      const subject = { kind: 'route', restApi, method, path } as const;
      if (method === 'OPTIONS') {
        const fix = `let OPTIONS ${path} ask for no key and no authorization`;
        return [{ rule: 'SLP2605', message: `OPTIONS ${path} asks for ${asked}`, fix, subject }];
      }
      const beside = routes.some((one) => one.path === path && one.method === 'OPTIONS');
      if (method !== 'ANY' || beside || !answersPreflights) return [];
      return [
        {
          rule: 'SLP2605',
          message: `ANY ${path} takes OPTIONS too and asks for ${asked}, while other resources of ${restApi} answer preflights`,
          fix: `add OPTIONS ${path} that asks for no key and no authorization`,
          subject,
        },
      ];
    });
  });
}

function askedFor({ authorization, apiKeyRequired }: RestRoute): string | undefined {
  if (authorization !== 'NONE') return authorization;
  return apiKeyRequired ? 'an API key' : undefined;
}
