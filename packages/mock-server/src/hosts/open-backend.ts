import { type Backend, createBackend } from '../create-backend.ts';
import type { Database } from '../db/schema.ts';
import type { Faults } from '../faults/create-faults.ts';
import type { AwaitedComponent } from '../http/create-starting-app.ts';
import { openDatabase } from './open-database.ts';
import { type OpenStorage, openStorage } from './open-storage.ts';
import type { ServerConfig } from './server-config.ts';
import { keptSigningSecret } from './signing-secret.ts';

export interface OpenOptions {
  /** Origin under which browsers reach the server. */
  readonly publicUrl: string;
  readonly faults?: Faults | undefined;
  /** Told what is waited for next. @default nobody is told */
  readonly onAwaited?: (component: AwaitedComponent) => void;
}

export interface OpenBackend {
  readonly backend: Backend;
  readonly endpoint: OpenStorage['endpoint'];
}

/** The backend on the database and the storage that configuration names. */
export async function openBackend(
  config: ServerConfig,
  { publicUrl, faults, onAwaited }: OpenOptions,
): Promise<OpenBackend> {
  onAwaited?.('storage');
  const signingSecret = config.signingSecret ?? (await keptSigningSecret(config.storageRoot));
  const { storage, endpoint, close } = await openStorage(config, {
    publicUrl,
    signingSecret,
  });
  let database: Database | undefined;
  try {
    onAwaited?.('database');
    database = await openDatabase(config.databaseUrl, config.databasePool);
    const backend = await createBackend({
      database,
      storage,
      ...(config.metrics ? { metrics: config.metrics } : {}),
      signingSecret,
      settings: { ...config.settings, ...(config.plans ? { plans: config.plans } : {}), publicUrl },
      ...(config.tokens ? { tokens: config.tokens } : {}),
      ...(config.operatorToken === undefined ? {} : { operatorToken: config.operatorToken }),
      ...(config.log ? { log: config.log } : {}),
      ...(config.onFileActive ? { onFileActive: config.onFileActive } : {}),
      ...(faults ? { faults } : {}),
      ...(config.jobs ? { jobs: config.jobs } : {}),
    });
    return {
      endpoint,
      backend: {
        ...backend,
        async close() {
          await backend.close();
          close();
        },
      },
    };
  } catch (error) {
    await database?.destroy();
    close();
    throw error;
  }
}
