/**
 * Services that an ALB can hold: 100 rules, one of them for its health, and 100 target groups.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
export const shardLimit = 99;

/** Services that an ALB is given: the rest is room for branches that add some at the same time. */
export const shardFill = 85;
