import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { platform } from 'node:os';
import { freePorts } from './free-ports';
import { portHolder } from './port-holder';

const onLinux = platform() === 'linux' ? test : test.skip;

onLinux('the process that listens on a port is named with its command (on Linux)', async () => {
  const program = `require('node:http').createServer().listen(0, '127.0.0.1', function () {
    process.stdout.write(String(this.address().port));
  })`;
  const child = spawn(process.execPath, ['-e', program, 'an argument']);
  try {
    const [port] = (await once(child.stdout, 'data')) as [Buffer];
    expect(portHolder(Number(port))).toEqual({
      pid: child.pid,
      command: `${process.execPath} -e ${program} an argument`,
    });
  } finally {
    child.kill();
    await once(child, 'exit');
  }
});

test('nobody holds a free port', async () => {
  const [port = 0] = await freePorts(1);
  expect(portHolder(port)).toBeUndefined();
});
