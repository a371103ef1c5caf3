import type { RetiredService } from '@slipway/platform';
import { Construct } from 'constructs';
import type { PlatformStack } from '../platform-stack';
import { Registry } from './registry';

/**
 * What stays of a container service that is gone. It stands where the service's own registry stood,
 * so that Terraform sees the same resource before and after.
 */
export class KeptRegistry extends Construct {
  constructor(
    stack: PlatformStack,
    scope: Construct,
    { name, repository, position }: RetiredService,
  ) {
    super(scope, name);
    stack.recordOrigin(this, position, name);
    new Registry(this, 'registry', repository, name);
  }
}
