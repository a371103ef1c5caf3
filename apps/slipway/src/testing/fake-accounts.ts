import { identityOf, json, jsonError, type AwsAnswers } from './fake-aws';
import { ecrAnswers, hostOf } from './fake-registry';

/** Text of the AWS configuration with a profile for each account, named alike. */
export function profilesOf(accounts: readonly string[]): string {
  return accounts
    .map(
      (account) =>
        `[profile of-${account}]\naws_access_key_id = ${account}\naws_secret_access_key = secret\n`,
    )
    .join('\n');
}

/** The password that the registry of an account gives out. */
export function passwordOf(account: string): string {
  return `password-of-${account}`;
}

/**
 * Accounts whose registries no other account may use, as ECR does without a repository policy. The
 * access key of a call is the account it is of.
 * @param digestOf the digest that a repository URI has for a tag or a digest, if it has one
 */
export function accountAnswers(
  digestOf: (uri: string, tagOrDigest: string) => string | undefined,
): AwsAnswers {
  const guarded = Object.entries(ecrAnswers(digestOf)).map(([operation, answer]) => [
    operation,
    (call: Parameters<typeof answer>[0]) => {
      const { registryId = call.accessKeyId } = JSON.parse(call.body) as { registryId?: string };
      return registryId === call.accessKeyId
        ? answer(call)
        : jsonError('AccessDeniedException', `${call.accessKeyId} is not ${registryId}`);
    },
  ]);
  return {
    ...(Object.fromEntries(guarded) as AwsAnswers),
    'sts GetCallerIdentity': ({ accessKeyId }) => identityOf(accessKeyId),
    'ecr GetAuthorizationToken': ({ accessKeyId }) => {
      const authorizationToken = Buffer.from(`AWS:${passwordOf(accessKeyId)}`).toString('base64');
      return json({ authorizationData: [{ authorizationToken }] });
    },
  };
}

/** Script of a Docker that copies only between registries it has the passwords of, one per host. */
export function dockerOf(accounts: readonly string[]): string {
  const passwords = Object.fromEntries(
    accounts.map((account) => [hostOf(account), passwordOf(account)]),
  );
  return `const logins = __dirname + '/docker.logins';
    if (args[0] === 'login') fs.appendFileSync(logins, JSON.stringify([args.at(-1), stdin]) + '\\n');
    else {
      const lines = fs.existsSync(logins) ? fs.readFileSync(logins, 'utf8').trim().split('\\n') : [];
      const signedIn = Object.fromEntries(lines.map((line) => JSON.parse(line)));
      for (const image of [args.at(-1), option('--tag')]) {
        const host = image.slice(0, image.indexOf('/'));
        if (signedIn[host] === ${JSON.stringify(passwords)}[host]) continue;
        console.error('403 Forbidden: ' + image);
        process.exit(1);
      }
    }`;
}
