import { PlatformStack } from '../platform-stack';
import { sampleStage } from '../testing/sample-model';
import { synthesised } from '../testing/synthesised-stack';
import { privateBlock, publicBlock } from './address-plan';

interface Block {
  /** Prefix length. */
  readonly size: number;
  /** First and last address, counted from the first of the VPC. */
  readonly first: number;
  readonly last: number;
}

const zones = [0, 1, 2];

/** The blocks of a VPC of three zones, as Terraform works them out. */
function blocksOf(size: number): Block[] {
  const { json } = synthesised((app) => {
    const stack = new PlatformStack(app, 'networking', sampleStage());
    for (const zone of zones) {
      stack.offer(`private_${zone}`, privateBlock(`10.0.0.0/${size}`, zone), 'Private subnet.');
      stack.offer(`public_${zone}`, publicBlock(`10.0.0.0/${size}`, zone), 'Public subnet.');
    }
    return stack;
  });
  return Object.values(json.output ?? {}).map(({ value }) => evaluated(String(value)));
}

/** What Terraform makes of a `cidrsubnet` expression. */
function evaluated(expression: string): Block {
  const [size, bits, index] =
    /^\$\{cidrsubnet\("[\d.]+\/(\d+)", (\d+), (\d+)\)\}$/.exec(expression)?.slice(1).map(Number) ??
    [];
  if (size === undefined || bits === undefined || index === undefined) {
    throw new Error(`no cidrsubnet: ${expression}`);
  }
  const addresses = 2 ** (32 - size - bits);
  return { size: size + bits, first: index * addresses, last: (index + 1) * addresses - 1 };
}

it.each([16, 17, 18, 19, 20, 21, 22])(
  'cuts a /%d into subnets of a size that AWS takes, none over another',
  (size) => {
    const blocks = blocksOf(size).sort((a, b) => a.first - b.first);
    expect(blocks).toHaveLength(2 * zones.length);
    for (const [position, block] of blocks.entries()) {
      expect(block.size).toBeGreaterThanOrEqual(16);
      expect(block.size).toBeLessThanOrEqual(28);
      expect(block.last).toBeLessThan(2 ** (32 - size));
      expect(block.first).toBeGreaterThan(blocks[position - 1]?.last ?? -1);
    }
  },
);
