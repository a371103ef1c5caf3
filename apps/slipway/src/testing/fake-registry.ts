import { json, jsonError, type AwsAnswers } from './fake-aws';

/** Host of the registry of an account in a region. */
export function hostOf(account: string, region = 'eu-central-1'): string {
  return `${account}.dkr.ecr.${region}.amazonaws.com`;
}

/** The password that every registry gives out. */
export const PASSWORD = 'secret-of-the-registry';

interface EcrRequest {
  readonly registryId: string;
  readonly repositoryName: string;
  readonly repositoryNames: readonly string[];
  readonly imageIds: readonly { readonly imageTag?: string; readonly imageDigest?: string }[];
}

/**
 * ECR with every repository there is asked for.
 * @param digestOf the digest that a repository URI has for a tag or a digest, if it has one
 */
export function ecrAnswers(
  digestOf: (uri: string, tagOrDigest: string) => string | undefined,
): AwsAnswers {
  return {
    'ecr DescribeRepositories': ({ body }) => {
      const { registryId, repositoryNames } = JSON.parse(body) as EcrRequest;
      const repositories = repositoryNames.map((name) => ({
        repositoryUri: `${hostOf(registryId)}/${name}`,
      }));
      return json({ repositories });
    },
    'ecr DescribeImages': ({ body }) => {
      const { registryId, repositoryName, imageIds } = JSON.parse(body) as EcrRequest;
      const [image] = imageIds;
      const wanted = image?.imageTag ?? image?.imageDigest ?? '';
      const imageDigest = digestOf(`${hostOf(registryId)}/${repositoryName}`, wanted);
      return imageDigest
        ? json({ imageDetails: [{ imageDigest }] })
        : jsonError('ImageNotFoundException', `no ${wanted}`);
    },
    'ecr GetAuthorizationToken': () => {
      const authorizationToken = Buffer.from(`AWS:${PASSWORD}`).toString('base64');
      return json({ authorizationData: [{ authorizationToken }] });
    },
  };
}
