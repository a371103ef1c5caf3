import { Fn } from '../terraform';

/**
 * Address plan of a VPC: sixteen blocks of equal size, the first ones private, one per zone; the
 * last is cut into sixteen again for the public subnets, which hold NAT gateways only. A /16 gives
 * private /20 and public /24, and leaves room for more zones and other uses.
 */
const privateBits = 4;
const publicBits = 8;
const firstPublicBlock = 240;

/** CIDR of the private subnet in zone `index`, from 0. */
export function privateBlock(cidr: string, index: number): string {
  return Fn.cidrsubnet(cidr, privateBits, index);
}

/** CIDR of the public subnet in zone `index`, from 0. */
export function publicBlock(cidr: string, index: number): string {
  return Fn.cidrsubnet(cidr, publicBits, firstPublicBlock + index);
}
