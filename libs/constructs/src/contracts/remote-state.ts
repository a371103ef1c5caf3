import { localStatePath, stackIdOf, stateKey } from '../state-location';
import type { PlatformStack } from '../platform-stack';
import {
  DataTerraformRemoteStateLocal,
  DataTerraformRemoteStateS3,
  TerraformRemoteState,
} from '../terraform';

/** The outputs of another stack of the same stage, read from its state, once however often they are asked for. */
export function remoteStateOf(stack: PlatformStack, part: string): TerraformRemoteState {
  const { stage } = stack;
  const id = `${part}-state`;
  const known = stack.node.tryFindChild(id);
  if (known instanceof TerraformRemoteState) {
    return known;
  }
  const producer = stackIdOf(stage, part);
  if (stage.state.backend === 'local') {
    return new DataTerraformRemoteStateLocal(stack, id, {
      path: localStatePath(producer),
    });
  }
  return new DataTerraformRemoteStateS3(stack, id, {
    bucket: stage.state.bucket,
    region: stage.region,
    key: stateKey(stage, producer),
    encrypt: true,
  });
}
