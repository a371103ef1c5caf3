import { describeBackendConformance } from './backend-conformance';
import { processWorld } from './process-world';

describeBackendConformance({
  name: 'processes',
  network: false,
  observes: 'native',
  start: processWorld,
});
