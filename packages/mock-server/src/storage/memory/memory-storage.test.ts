import { randomIdentifiers, systemClock } from '../../domain/system-ports.ts';
import { describeObjectStorage } from '../object-storage.suite.ts';
import { createMemoryStorage } from './memory-storage.ts';

const options = {
  signingSecret: 'secret',
  baseUrl: 'http://localhost',
  clock: systemClock,
  identifiers: randomIdentifiers,
  log: () => undefined,
};

describeObjectStorage('memory storage', async () => ({
  clock: systemClock,
  storage: createMemoryStorage(options),
  perTenant: async (template) =>
    createMemoryStorage({ ...options, provisioning: { strategy: 'bucket-per-tenant', template } }),
  remove: () => Promise.resolve(),
}));
