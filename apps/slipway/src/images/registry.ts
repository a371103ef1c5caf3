import {
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
} from '@aws-sdk/client-ecr';
import type { Stage } from '@slipway/catalog';
import { awsFailure } from '../aws/aws-failure';
import { clientSettings } from '../aws/client-settings';
import { failed } from '../failure';
import { dockerLogin } from './docker';

/** The registry of a stage's account and region. */
export class Registry {
  private readonly client: ECRClient;
  private readonly signedIn = new Set<string>();

  /** @param profile whose credentials are used; without it those that the SDK finds */
  constructor(
    private readonly stage: Stage,
    profile?: string,
  ) {
    this.client = new ECRClient(clientSettings(stage.region, profile));
  }

  /** URI of a repository, with Docker signed in to its host. Throws a Failure where there is none. */
  async open(repository: string): Promise<string> {
    const uri = await this.uriOf(repository);
    const host = uri.slice(0, uri.indexOf('/'));
    if (!this.signedIn.has(host)) {
      await dockerLogin(host, await this.password());
      this.signedIn.add(host);
    }
    return uri;
  }

  /** URI of a repository. Throws a Failure where there is none. */
  async uriOf(repository: string): Promise<string> {
    try {
      const { repositories } = await this.client.send(
        new DescribeRepositoriesCommand({
          registryId: this.stage.account,
          repositoryNames: [repository],
        }),
      );
      const uri = repositories?.[0]?.repositoryUri;
      if (uri) return uri;
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'RepositoryNotFoundException') {
        throw awsFailure(error, `describe repository ${repository}`);
      }
    }
    const { name, account, region } = this.stage;
    throw failed(
      `Repository ${repository} does not exist in account ${account}, ${region}`,
      `deploy the stack ${name}-compute first; it creates the repository and waits for no image`,
    );
  }

  /** Digest of the image that a tag or a digest names, or undefined. */
  async digestOf(
    repository: string,
    image: { imageTag: string } | { imageDigest: string },
  ): Promise<string | undefined> {
    try {
      const { imageDetails } = await this.client.send(
        new DescribeImagesCommand({
          registryId: this.stage.account,
          repositoryName: repository,
          imageIds: [image],
        }),
      );
      return imageDetails?.[0]?.imageDigest;
    } catch (error) {
      if (error instanceof Error && error.name === 'ImageNotFoundException') return undefined;
      throw awsFailure(error, `look into repository ${repository}`);
    }
  }

  close(): void {
    this.client.destroy();
  }

  /** The token is `AWS:<password>` in base64, valid for 12 hours. */
  private async password(): Promise<string> {
    try {
      const { authorizationData } = await this.client.send(new GetAuthorizationTokenCommand({}));
      const token = authorizationData?.[0]?.authorizationToken ?? '';
      return Buffer.from(token, 'base64').toString('utf8').replace(/^AWS:/, '');
    } catch (error) {
      throw awsFailure(error, 'give a token for its registry');
    }
  }
}
