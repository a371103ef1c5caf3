import { Fn } from '../terraform';

/**
 * Address plan of a VPC: sixteen blocks of equal size, the first ones private, one per zone; the
 * last is cut again for the public subnets, which hold NAT gateways only. A /16 gives private /20 and
 * public /24, and leaves room for more zones and other uses; a /22 gives private /26 and public /28.
 */
const privateBits = 4;

/** Bits that a public subnet of a large VPC is smaller by than the VPC. */
const publicBits = 8;

/**
 * Prefix length of the smallest subnet.
 * https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 */
const smallestSubnet = 28;

/** CIDR of the private subnet in zone `index`, from 0. */
export function privateBlock(cidr: string, index: number): string {
  return Fn.cidrsubnet(cidr, privateBits, index);
}

/** CIDR of the public subnet in zone `index`, from 0. */
export function publicBlock(cidr: string, index: number): string {
  const bits = Math.min(publicBits, smallestSubnet - Number(cidr.split('/')[1]));
  const perPrivateBlock = 2 ** (bits - privateBits);
  const lastPrivateBlock = 2 ** privateBits - 1;
  return Fn.cidrsubnet(cidr, bits, lastPrivateBlock * perPrivateBlock + index);
}
