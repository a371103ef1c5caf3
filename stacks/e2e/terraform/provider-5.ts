/** Terraform JSON of a stack as far as the copy touches it. */
export interface StackJson {
  readonly terraform: {
    readonly required_providers: Readonly<Record<string, object>>;
    readonly backend?: Readonly<Record<string, object>>;
  };
  readonly provider: { readonly aws: readonly object[] };
  readonly data?: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

interface RemoteState {
  readonly backend?: string;
  readonly config?: object;
}

/** The newest 5.x, which runs where 6.25, that the stacks are written for, does not. */
export const providerVersion = '5.100.0';

/**
 * The copy of a stack that runs with provider 5.100.0 against an emulator on this machine. It differs
 * in the provider's version and in how S3 is addressed: by path, since no name of a bucket can stand
 * before 127.0.0.1. What 5.100.0 does not know is left out before, by `stripForInstalledProvider`, and
 * `terraform validate` refuses what is missed there.
 */
export function forProvider5<T extends StackJson>(stack: T): T {
  const { terraform, provider, data } = stack;
  return {
    ...stack,
    terraform: {
      ...terraform,
      required_providers: {
        ...terraform.required_providers,
        aws: { ...terraform.required_providers['aws'], version: providerVersion },
      },
      ...(terraform.backend?.['s3'] && {
        backend: { s3: { ...terraform.backend['s3'], use_path_style: true } },
      }),
    },
    provider: {
      ...provider,
      // A call that the emulator does not know fails at once instead of after 25 tries.
      aws: provider.aws.map((aws) => ({ ...aws, s3_use_path_style: true, max_retries: 2 })),
    },
    ...(data?.['terraform_remote_state'] && {
      data: {
        ...data,
        terraform_remote_state: Object.fromEntries(
          Object.entries(data['terraform_remote_state']).map(([name, state]) => [
            name,
            remoteState(state),
          ]),
        ),
      },
    }),
  };
}

function remoteState(state: RemoteState): object {
  return state.backend === 's3'
    ? { ...state, config: { ...state.config, use_path_style: true } }
    : state;
}
