import { type Capabilities, limits } from '@holdfast/upload-manager/contract';
import { sql } from 'kysely';
import type { HttpContext, RouteServices } from '../http-env.ts';

/** What the service can do and whether it is well. */
export function createServiceRoutes({ context }: RouteServices) {
  const { storage, database, log } = context;

  const isWell = async (component: string, probe: Promise<unknown>): Promise<'ok' | 'unavailable'> => {
    try {
      await probe;
      return 'ok';
    } catch (error) {
      log({ level: 'warn', event: 'readiness.failed', component, error });
      return 'unavailable';
    }
  };

  return {
    capabilities(http: HttpContext): Response {
      const { direct, parts } = storage.checksumAlgorithms;
      return http.json({
        multipart_threshold_bytes: limits.multipartThresholdBytes,
        max_parts: limits.maxParts,
        max_batch_items: limits.maxBatchItems,
        max_part_urls: limits.maxPartUrlsPerCall,
        max_metadata_bytes: limits.maxMetadataBytes,
        url_lifetime_seconds: limits.urlLifetimeSeconds,
        checksum_algorithms: { direct: [...direct], parts: [...parts] },
      } satisfies Capabilities);
    },

    liveness: (http: HttpContext): Response => http.json({ status: 'ok' }),

    /** Names the components; the reasons are in the log, for operators. */
    async readiness(http: HttpContext): Promise<Response> {
      const components = {
        database: await isWell('database', sql`select 1`.execute(database)),
        storage: await isWell('storage', storage.check()),
      };
      const isReady = Object.values(components).every((state) => state === 'ok');
      return http.json({ status: isReady ? 'ok' : 'unavailable', components }, isReady ? 200 : 503);
    },
  };
}
