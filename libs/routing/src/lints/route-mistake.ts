import type { RouteRuleId } from './rules';

/** What a rule about routes found. */
export interface RouteMistake {
  readonly rule: RouteRuleId;
  /** What is wrong, with the values involved, as one sentence. */
  readonly message: string;
  /** The nearest valid table, as something a person can do. */
  readonly fix: string;
  readonly subject: RouteSubject;
}

/** The route or the listener rule that a mistake is about. */
export type RouteSubject =
  | {
      readonly kind: 'route';
      readonly restApi: string;
      readonly method: string;
      readonly path: string;
    }
  | {
      readonly kind: 'rule';
      readonly applicationLoadBalancer: string;
      readonly port: number;
      readonly priority: number;
    };
