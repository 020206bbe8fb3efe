import { randomIdentifiers, systemClock } from '../../domain/system-ports.ts';
import { describeObjectStorage } from '../object-storage.suite.ts';
import { createMemoryStorage } from './memory-storage.ts';

describeObjectStorage('memory storage', async () => ({
  clock: systemClock,
  storage: createMemoryStorage({
    signingSecret: 'secret',
    baseUrl: 'http://localhost',
    clock: systemClock,
    identifiers: randomIdentifiers,
    log: () => undefined,
  }),
  remove: () => Promise.resolve(),
}));
