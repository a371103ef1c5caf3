import { Command, InvalidArgumentError, Option } from 'commander';
import type { CommandContext, Outcome } from './outcome';
import { addPruneOptions, addRestoreOptions } from './prune/prune-options';
import { runCommand } from './run-command';

const exitCodes = `
Exit codes:
  0    done; for check, no finding of severity error
  1    a finding of severity error, or an operation that failed
  2    wrong usage: an unknown command, option or stage, no workspace
  3    the machine lacks something: terraform, Docker, credentials
  130  interrupted before the work was done

Every command takes --json: one document on stdout with
command, ok, exitCode, findings, and result or error.`;

const pruneExitCodes = `
Exit codes of prune:
  0  done, or a dry run
  1  the fuse stopped it, the plan is stale, or a version could not be deleted
  2  an option or a plan file that makes no sense
  3  credentials of another account or without the permissions; none at all`;

/**
 * Loads the work of a command when it runs: each command is a bundle of its own, so that one pays
 * for nothing another needs. The options are what the command declares.
 */
type LoadWork = () => Promise<
  (options: never, context: CommandContext, names: string[]) => Promise<Outcome>
>;

const stage = (description: string) =>
  new Option('--stage <name>', description).argParser(stageName);
const requiredStage = (description: string) => stage(description).makeOptionMandatory();

/** The commands with their options, and nothing of what they do. */
export function createProgram(): Command {
  const program = new Command('slipway')
    .description('From one service.yaml per service to stacks that run on AWS and on this machine.')
    .helpCommand(false)
    .addHelpText('after', exitCodes);

  act(
    program
      .command('check')
      .description('check the catalog and the rules of one or all stages')
      .addOption(stage('only this stage')),
    async () => (await import('./commands/check.js')).check,
  );
  act(
    program
      .command('place')
      .description('give services their ALB, listener priority and API')
      .addOption(stage('only the lock of this stage'))
      .option('--free <services...>', 'give up the places of services that are gone')
      .option('--dry-run', 'only show what would change'),
    async () => (await import('./commands/place.js')).placeServices,
  );
  act(
    program
      .command('synth')
      .description('write the Terraform stacks of a stage')
      .addOption(requiredStage('stage to synthesise').env('STAGE'))
      .addOption(
        new Option('--out <folder>', 'output folder').env('CDKTF_OUTDIR').default('cdktf.out'),
      ),
    async () => (await import('./commands/synth.js')).synth,
  );
  act(
    program
      .command('doctor')
      .description('look for what the commands need from this machine')
      .addOption(stage('also compare account and region, and require what deploying it needs'))
      .option('--strict', 'fail for anything that is missing'),
    async () => (await import('./commands/doctor.js')).doctor,
  );
  act(
    program
      .command('bootstrap')
      .description(
        'make an account ready for a stage: state bucket and account stack; safe to repeat',
      )
      .addOption(requiredStage('stage whose account is made ready'))
      .option('--yes', 'do it without asking')
      .option('--dry-run', 'only show what would change'),
    async () => (await import('./commands/bootstrap.js')).bootstrap,
  );
  act(
    program
      .command('start')
      .description('run the stage `local` on this machine')
      .addOption(
        new Option(
          '--port <number>',
          "port of the API, 0 for a free one; default from the stage's file",
        ).argParser(portNumber),
      )
      .option('--watch', 'replace tasks and functions when files that they are made from change'),
    async () => (await import('./commands/start.js')).start,
  );
  act(
    withStacks(
      program
        .command('explain')
        .description('say where a request goes, by which hops, and why')
        .argument('<method>', 'GET')
        .argument(
          '<path>',
          '/quotes/42, without the API stage; with a query where rules ask for one',
        )
        .option(
          '--host <name>',
          'host that the client asks for; one of a custom domain picks its API',
        )
        .option('--api <name>', 'REST API whose endpoint is asked, <name> or <name>/<API stage>')
        .option('--header <name:value>', 'a header of the request; may be repeated', repeated, [])
        .option('--source-ip <address>', 'address that the ALB sees, where rules ask for one')
        .addHelpText('after', explainExitCodes),
    ),
    async () => (await import('./commands/explain.js')).explain,
  );
  act(
    withStacks(
      program
        .command('routes')
        .description('list the routes, or hold them against a file')
        .option('--check <file>', 'fail where the routes are not those of the file')
        .option('--write <file>', 'write the file that --check reads'),
    ),
    async () => (await import('./commands/routes.js')).routes,
  );
  act(
    program
      .command('run-task')
      .description('run a task of a batch service in the stage that `npm start` runs')
      .argument('<service>', 'the batch service')
      .addOption(
        new Option('--port <number>', "port of the stage; default from the stage's file").argParser(
          portNumber,
        ),
      ),
    async () => (await import('./commands/run-task.js')).runTask,
  );
  act(
    program
      .command('tick')
      .description('fire a schedule now in the stage that `npm start` runs')
      .argument('<schedule>', 'the schedule')
      .addOption(
        new Option('--port <number>', "port of the stage; default from the stage's file").argParser(
          portNumber,
        ),
      ),
    async () => (await import('./commands/tick.js')).tick,
  );
  act(
    program
      .command('replay')
      .description('write the dead letters that a service left in a file, and keep what fails')
      .argument('<file>', 'file of dead letters')
      .requiredOption(
        '--writers <module>',
        'module of the service that exports `writers` by buffer',
      )
      .option('--batch <number>', 'letters that a writer gets at once', positive, 25)
      .option('--dry-run', 'only show what would be written'),
    async () => (await import('./commands/replay.js')).replayLetters,
  );
  const prune = addPruneOptions(
    program
      .command('prune')
      .description('say which published versions of functions may go; with --apply, delete them')
      // Or the options that both have would all be taken for its own.
      .enablePositionalOptions()
      .addHelpText('after', pruneExitCodes),
  );
  act(prune, async () => (await import('./commands/prune.js')).prune);
  act(
    addRestoreOptions(
      prune
        .command('restore')
        .description('give a version its environments back that prune has taken')
        .argument('<function:version>', 'the version: quotes:12'),
    ),
    async () => (await import('./commands/prune-restore.js')).restore,
  );
  addImageCommands(program.command('images').description('container images of a stage'));
  return program;
}

const explainExitCodes = `
Exit codes:
  0    the request ends at a service, a function or an answer that somebody configured
  1    it ends nowhere, nobody can say where, or the stacks cannot be read
  2    wrong usage`;

/** The options of commands that read synthesised stacks. */
function withStacks(command: Command): Command {
  return command
    .addOption(stage('stage that was synthesised').env('STAGE'))
    .addOption(
      new Option('--out <folder>', 'folder it was synthesised into')
        .env('CDKTF_OUTDIR')
        .default('cdktf.out'),
    )
    .addOption(
      new Option(
        '--terraform <folder>',
        'Terraform JSON (*.tf.json) of another program instead of a stage',
      ).conflicts(['stage']),
    );
}

function repeated(value: string, earlier: readonly string[]): string[] {
  return [...earlier, value];
}

function addImageCommands(images: Command): void {
  const services = [
    '[services...]',
    'these services; all with a container where none is named',
  ] as const;
  act(
    images
      .command('push')
      .description('build images, push them to the registry and write their digests to the lock')
      .argument(...services)
      .addOption(requiredStage('stage whose registry and lock are written'))
      .option('--tag <tag>', 'tag of the images; default from the commit'),
    async () => (await import('./commands/images-push.js')).pushImages,
  );
  act(
    images
      .command('list')
      .description('compare the image lock with the services')
      .addOption(requiredStage('stage to list')),
    async () => (await import('./commands/images-list.js')).listImages,
  );
  act(
    images
      .command('promote')
      .description("copy images and their lines of the lock from one stage's to another's")
      .argument(...services)
      .requiredOption('--from <stage>', 'stage whose images are copied', stageName)
      .requiredOption('--to <stage>', 'stage that gets them', stageName)
      .option('--from-profile <profile>', 'AWS profile that reads the registry of --from')
      .option('--to-profile <profile>', 'AWS profile that writes the registry of --to'),
    async () => (await import('./commands/images-promote.js')).promoteImages,
  );
}

/** Throws commander's error for an empty name, as a variable that is not set leaves it. */
function stageName(text: string): string {
  if (text.trim() !== '') return text;
  throw new InvalidArgumentError('It is empty; name a stage that has a file in stacks/stages.');
}

/** Throws commander's error for what is no whole number above 0. */
function positive(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a whole number from 1 to 999999.');
}

/** Throws commander's error for what is no port. */
function portNumber(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
}

/** Gives a command `--json` and its work. */
function act(command: Command, load: LoadWork): void {
  command.option('--json', 'print one JSON document on stdout').action((...given: unknown[]) => {
    const options = command.opts<{ json?: true }>();
    // The last two are the options and the command.
    const names = given
      .slice(0, -2)
      .flat()
      .filter((name) => typeof name === 'string');
    return runCommand(nameOf(command), options.json === true, async (context) =>
      (await load())(options as never, context, names),
    );
  });
}

/** `images push` for a command in a group. */
export function nameOf(command: Command): string {
  const above = command.parent;
  return above?.parent ? `${above.name()} ${command.name()}` : command.name();
}
