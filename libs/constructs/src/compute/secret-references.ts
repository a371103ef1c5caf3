import { DataAwsSecretsmanagerSecrets } from '@cdktf/provider-aws/lib/data-aws-secretsmanager-secrets';
import type { Stage, TaskService } from '@slipway/catalog';
import { Construct } from 'constructs';
import { arnOf } from '../arn';
import { TerraformLocal } from '../terraform';

/**
 * ARNs of the secrets and parameters that a service names, by variable. A parameter's ARN is made of
 * its name. A secret's ends in six characters that Secrets Manager chose, so it is looked up at plan,
 * which also finds that there is none before a task fails to start.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen
 */
export class SecretReferences extends Construct {
  readonly secrets: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, stage: Stage, service: TaskService) {
    super(scope, id);
    this.secrets = mapped(service.secrets, (name, variable) =>
      this.secretArn(stage, service, variable, name),
    );
    this.parameters = mapped(service.parameters, (name) =>
      arnOf(stage, 'ssm', `parameter/${name.replace(/^\//, '')}`),
    );
  }

  private secretArn(stage: Stage, service: TaskService, variable: string, name: string): string {
    // The filter takes every name that begins so.
    const exact = `:secret:${name.replace(/[.+]/g, '[$&]')}-[A-Za-z0-9]{6}$`;
    const matching = (arns: string): string =>
      `[for arn in ${arns} : arn if can(regex("${exact}", arn))]`;
    const { file, line } = service.at(`secrets.${variable}`);
    const found = new DataAwsSecretsmanagerSecrets(this, variable, {
      filter: [{ name: 'name', values: [name] }],
      lifecycle: {
        postcondition: [
          {
            condition: `\${length(${matching('self.arns')}) == 1}`,
            errorMessage:
              `${variable} of ${service.name} is the secret ${name} (${file}:${line}), and Secrets Manager has none ` +
              `of that name in ${stage.region}. Create it: aws secretsmanager create-secret --region ${stage.region} --name ${name} --secret-string file://…`,
          },
        ],
      },
    });
    return new TerraformLocal(this, `${variable}-arn`, `\${one(${matching(`${found.fqn}.arns`)})}`)
      .asString as string;
  }
}

function mapped(
  names: Readonly<Record<string, string>>,
  arn: (name: string, variable: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(names).map(([variable, name]) => [variable, arn(name, variable)]),
  );
}
