import { TestWorkspace } from './testing/workspace';

let workspace: TestWorkspace;

beforeAll(() => (workspace = new TestWorkspace()));
afterAll(() => workspace.dispose());

test('--help lists the commands and the exit codes on stdout', async () => {
  const { exitCode, stdout } = await workspace.run('--help');
  expect(exitCode).toBe(0);
  for (const command of ['check', 'place', 'synth', 'doctor', 'bootstrap', 'start', 'images']) {
    expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
  }
  for (const code of [0, 1, 2, 3, 130]) expect(stdout).toMatch(new RegExp(`^ {2}${code} `, 'm'));
});

test.each([
  [['check'], '--stage'],
  [['place'], '--free'],
  [['synth'], '--out'],
  [['doctor'], '--strict'],
  [['bootstrap'], '--dry-run'],
  [['start'], '--port'],
  [['explain'], '--host'],
  [['routes'], '--check'],
  [['images', 'push'], '--tag'],
  [['images', 'list'], '--stage'],
  [['images', 'promote'], '--from'],
])('%j --help shows %s and --json', async (command, option) => {
  const { exitCode, stdout } = await workspace.run(...command, '--help');
  expect(exitCode).toBe(0);
  expect(stdout).toContain(option);
  expect(stdout).toContain('--json');
});

test.each([
  [['chekc'], /unknown command 'chekc'\n.*fix: Did you mean check\?/],
  [['check', '--stag', 'dev'], /unknown option '--stag'\n.*fix: Did you mean --stage\?/],
  [['images', 'pusch'], /unknown command 'pusch'\n.*fix: Did you mean push\?/],
  [['synth'], /required option '--stage <name>' not specified/],
  [['start', '--port', '80a'], /A port is a whole number from 0 to 65535/],
  [['check', 'dev'], /too many arguments/],
  [['check', '--stage', ''], /It is empty; name a stage that has a file in stacks\/stages/],
  [['images', 'promote', '--from', 'dev', '--to', ''], /It is empty; name a stage/],
])('%j is wrong usage', async (args, message) => {
  const { exitCode, stdout, stderr } = await workspace.run(...args);
  expect(exitCode).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(message);
});

test('no command at all shows the help and is wrong usage', async () => {
  const { exitCode, stderr } = await workspace.run();
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^Usage: slipway/);
});

test('wrong usage with --json is a document too', async () => {
  expect(await workspace.runJson('images', 'pusch')).toEqual({
    command: 'images',
    ok: false,
    exitCode: 2,
    findings: [],
    error: { message: "unknown command 'pusch'", fix: 'Did you mean push?' },
  });
});

test('outside of a workspace it says what it looked for', async () => {
  const outside = new TestWorkspace();
  outside.remove('nx.json');
  const { exitCode, stderr } = await outside.run('check');
  outside.dispose();
  expect(exitCode).toBe(2);
  expect(stderr).toContain('no folder from there upwards has an nx.json');
});

test('colours are for terminals', async () => {
  const { stdout } = await workspace.run('check');
  expect(stdout).not.toContain('\u001b');
});
