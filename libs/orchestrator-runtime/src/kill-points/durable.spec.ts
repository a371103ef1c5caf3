import { simulatedBackends } from './simulated-worlds';
import { takeHosts } from './take-hosts';

test('whatever call the durable function dies at, nothing leaks and nothing is lost', async () => {
  await takeHosts(simulatedBackends, ['durable function']);
}, 1_800_000);
