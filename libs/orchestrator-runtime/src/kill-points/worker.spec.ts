import { simulatedBackends } from './simulated-worlds';
import { takeHosts } from './take-hosts';

test('whatever call the worker dies at, nothing leaks and nothing is lost', async () => {
  await takeHosts(simulatedBackends, ['worker']);
}, 1_800_000);
