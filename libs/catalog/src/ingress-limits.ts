/** Most ALBs and most REST APIs that a stage may have. */
export const ingressLimits = { shards: 50, groups: 50 } as const;
