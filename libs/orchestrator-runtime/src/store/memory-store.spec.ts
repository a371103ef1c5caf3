import { storeConformance } from '../testing/store-conformance';
import { MemoryStore } from './memory-store';

storeConformance('the store in memory', () => Promise.resolve(new MemoryStore()));
