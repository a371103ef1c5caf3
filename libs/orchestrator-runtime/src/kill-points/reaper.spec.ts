import { simulatedBackends } from './simulated-worlds';
import { takeHosts } from './take-hosts';

test('whatever call the reaper dies at, nothing leaks and nothing is lost', async () => {
  await takeHosts(simulatedBackends, ['reaper']);
}, 1_800_000);
