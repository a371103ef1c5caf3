import {
  DeleteFunctionCommand,
  ListAliasesCommand,
  ListFunctionsCommand,
  ListVersionsByFunctionCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import type { Clock } from '../src/clock';

/**
 * The usual script: function by function it lists versions and aliases and deletes all but the newest
 * and those that an alias leads to. It looks at nothing else, and waits a second after a throttle.
 */
export async function listAndDelete(
  lambda: LambdaClient,
  keep: number,
  clock: Clock,
): Promise<void> {
  const send = async <T>(ask: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if ((error as Error).name !== 'TooManyRequestsException') throw error;
        await clock.sleep(1_000);
      }
    }
  };
  const names: string[] = [];
  for (let Marker: string | undefined; ;) {
    const page = await send(() => lambda.send(new ListFunctionsCommand({ Marker })));
    for (const { FunctionName = '', Version } of page.Functions ?? []) {
      if (Version === '$LATEST') names.push(FunctionName);
    }
    Marker = page.NextMarker || undefined;
    if (Marker === undefined) break;
  }
  for (const FunctionName of names) {
    const versions: number[] = [];
    for (let Marker: string | undefined; ;) {
      const page = await send(() =>
        lambda.send(new ListVersionsByFunctionCommand({ FunctionName, Marker })),
      );
      for (const { Version } of page.Versions ?? []) {
        if (Version !== '$LATEST') versions.push(Number(Version));
      }
      Marker = page.NextMarker || undefined;
      if (Marker === undefined) break;
    }
    const { Aliases = [] } = await send(() =>
      lambda.send(new ListAliasesCommand({ FunctionName })),
    );
    const needed = new Set(Aliases.map(({ FunctionVersion }) => Number(FunctionVersion)));
    const old = versions.sort((a, b) => b - a).slice(keep);
    for (const version of old.filter((each) => !needed.has(each))) {
      const Qualifier = String(version);
      await send(() => lambda.send(new DeleteFunctionCommand({ FunctionName, Qualifier })));
    }
  }
}
