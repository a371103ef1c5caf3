import { PortInUseError } from './errors';

const holder = { pid: 4711, command: 'python3 -m http.server 4000' };

test('the message names the process and how to go on', () => {
  expect(new PortInUseError(4_000, holder, [1]).message).toBe(
    'Port 4000 is taken by process 4711 (`python3 -m http.server 4000`). Stop it with `kill 4711`, ' +
      "start with `--port <another>`, or change `local.port` in the stage's file.",
  );
});

test('another start of the same workspace is called that', () => {
  expect(new PortInUseError(4_000, holder, [1, 4711]).message).toBe(
    'Port 4000 is taken by another `slipway start` of this workspace, process 4711. ' +
      'Use that one, stop it with Ctrl-C or `kill 4711`, ' +
      "start with `--port <another>`, or change `local.port` in the stage's file.",
  );
});

test('where the system does not say who it is, neither does the message', () => {
  expect(new PortInUseError(4_000).message).toMatch(
    /^Port 4000 is taken by another process\. Stop that process, /,
  );
});
