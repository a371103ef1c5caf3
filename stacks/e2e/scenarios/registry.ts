import {
  BatchDeleteImageCommand,
  DescribeImagesCommand,
  ECRClient,
  PutImageCommand,
} from '@aws-sdk/client-ecr';
import type { Context } from '../scenario/scenario';
import { account, region } from '../scenario/workspace';

/** The registry of a service, as someone with the Docker command line sees it. */
export class ServiceRegistry {
  private readonly client: ECRClient;

  constructor(
    { endpoint }: Context,
    readonly repositoryName: string,
  ) {
    this.client = new ECRClient({
      endpoint,
      region,
      credentials: { accessKeyId: account, secretAccessKey: 'test' },
    });
  }

  /** Pushes an image without layers, and returns its digest. */
  async push(): Promise<string> {
    const { image } = await this.client.send(
      new PutImageCommand({
        repositoryName: this.repositoryName,
        imageTag: 'first',
        imageManifest: JSON.stringify({ schemaVersion: 2, layers: [] }),
      }),
    );
    return image?.imageId?.imageDigest ?? '';
  }

  /** Digests of the images in it. */
  async digests(): Promise<string[]> {
    const { imageDetails = [] } = await this.client.send(
      new DescribeImagesCommand({ repositoryName: this.repositoryName }),
    );
    return imageDetails.flatMap(({ imageDigest }) => imageDigest ?? []);
  }

  async deleteImages(): Promise<void> {
    const imageIds = (await this.digests()).map((imageDigest) => ({ imageDigest }));
    await this.client.send(
      new BatchDeleteImageCommand({ repositoryName: this.repositoryName, imageIds }),
    );
  }
}
