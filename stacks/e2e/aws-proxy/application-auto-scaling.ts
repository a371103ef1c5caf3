import { jsonAnswer, jsonOf, type AwsAnswer, type AwsCall } from './aws-call';
import type { Correction, Corrections } from './correction';

type Json = Readonly<Record<string, unknown>>;

const arnOf = (kind: string, key: string): string =>
  `arn:aws:application-autoscaling:us-east-1:000000000000:${kind}/${Buffer.from(key).toString('hex')}`;

/** Application Auto Scaling in memory: targets, policies and their tags. The emulator has none of it. */
export function applicationAutoScaling(): Corrections {
  const targets = new Map<string, Json>();
  const policies = new Map<string, Json>();
  const tags = new Map<string, unknown>();

  const call = (operation: string, answer: (input: Json) => AwsAnswer): Correction => ({
    call: `application-autoscaling ${operation}`,
    answer: (request: AwsCall) => Promise.resolve(answer(jsonOf(request))),
  });
  const corrections = [
    call('RegisterScalableTarget', ({ Tags, ...target }) => {
      const key = keyOf(target);
      const ScalableTargetARN = arnOf('scalable-target', key);
      targets.set(key, { ...targets.get(key), ...target, ScalableTargetARN });
      if (Tags !== undefined) {
        tags.set(ScalableTargetARN, Tags);
      }
      return jsonAnswer(200, { ScalableTargetARN });
    }),
    call('DescribeScalableTargets', (input) => {
      const ids = input.ResourceIds as readonly string[];
      const found = [...targets.values()].filter(({ ResourceId }) =>
        ids.includes(ResourceId as string),
      );
      return jsonAnswer(200, { ScalableTargets: found });
    }),
    call('DeregisterScalableTarget', (input) => {
      targets.delete(keyOf(input));
      return jsonAnswer(200, {});
    }),
    call('PutScalingPolicy', (input) => {
      const key = `${keyOf(input)} ${String(input.PolicyName)}`;
      const PolicyARN = arnOf('scaling-policy', key);
      policies.set(key, { ...input, PolicyARN, Alarms: [] });
      return jsonAnswer(200, { PolicyARN, Alarms: [] });
    }),
    call('DescribeScalingPolicies', (input) => {
      const names = input.PolicyNames as readonly string[];
      const found = [...policies.values()].filter(
        ({ PolicyName, ResourceId }) =>
          names.includes(PolicyName as string) && ResourceId === input.ResourceId,
      );
      return jsonAnswer(200, { ScalingPolicies: found });
    }),
    call('DeleteScalingPolicy', (input) => {
      policies.delete(`${keyOf(input)} ${String(input.PolicyName)}`);
      return jsonAnswer(200, {});
    }),
    call('ListTagsForResource', ({ ResourceARN }) =>
      jsonAnswer(200, { Tags: tags.get(ResourceARN as string) ?? {} }),
    ),
  ];
  return { corrections, held: () => [...targets.keys(), ...policies.keys()] };
}

function keyOf(input: Json): string {
  return [input.ServiceNamespace, input.ResourceId, input.ScalableDimension].join(' ');
}
