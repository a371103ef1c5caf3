import type { NetworkSettings } from '@slipway/catalog';
import { dedicated, defaultVpc, existing } from '../testing/sample-model';
import { sampleNetworking } from '../testing/sample-networking';
import type { SynthesisedStack } from '../testing/synthesised-stack';

const networks: readonly (readonly [string, NetworkSettings])[] = [
  ['default-vpc', defaultVpc],
  ['dedicated', dedicated('none')],
  ['existing', existing()],
];

/** What the stack remembers, and the name of the local value that it is compared with. */
function remembered(stack: SynthesisedStack) {
  const { attributes } = stack.one('terraform_data');
  const [, local] = /^\$\{local\.([\w-]+)\}$/.exec(String(attributes['input'])) ?? [];
  return { attributes, local: local ?? '', now: stack.json.locals?.[local ?? ''] };
}

describe.each(networks)('a stage of network mode %s', (_, network) => {
  const stack = sampleNetworking(network);
  const { attributes, local, now } = remembered(stack);

  it('keeps the VPC and every subnet that it was first deployed in', () => {
    expect(attributes['lifecycle']).toMatchObject({
      ignore_changes: ['input'],
      postcondition: [
        { condition: `\${self.output.vpc == local.${local}.vpc}` },
        { condition: `\${length(setsubtract(self.output.subnets, local.${local}.subnets)) == 0}` },
        { condition: '${try(self.output.link, "v1") == "v1"}' },
      ],
    });
  });

  it('says which it leaves, and where to read on', () => {
    const { postcondition } = attributes['lifecycle'] as {
      postcondition: { error_message: string }[];
    };
    for (const { error_message: message } of postcondition) {
      expect(message).toContain('Stage dev is deployed');
      expect(message).toContain('docs/changing-a-network.md');
    }
  });

  it('is told by what a plan knows before anything is created', () => {
    const { vpc, subnets } = now as { vpc: string; subnets: unknown };
    expect(vpc).toMatch(network.mode === 'dedicated' ? /^10\.20\.0\.0\/16$/ : /data\.aws_vpcs?\./);
    expect(JSON.stringify(subnets)).not.toMatch(/(?<!data\.)\baws_/);
  });
});
