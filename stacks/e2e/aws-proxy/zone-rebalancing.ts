import { jsonOf, withText } from './aws-call';
import type { Correction } from './correction';

const setting = 'availabilityZoneRebalancing';

interface EcsService {
  readonly serviceName: string;
}

/** Whether an ECS service spreads its tasks over the zones again; the emulator forgets it. */
export function zoneRebalancing(): Correction[] {
  const settings = new Map<string, unknown>();
  return [
    {
      call: 'ecs CreateService',
      answer: (call, send) => {
        const { serviceName, ...service } = jsonOf(call);
        settings.set(serviceName as string, service[setting]);
        return send(call);
      },
    },
    {
      call: 'ecs DescribeServices',
      answer: async (call, send) => {
        const answer = await send(call);
        const { services, ...rest } = jsonOf(answer);
        const corrected = (services as readonly EcsService[]).map((service) => ({
          ...service,
          [setting]: settings.get(service.serviceName),
        }));
        return withText(answer, JSON.stringify({ ...rest, services: corrected }));
      },
    },
  ];
}
