import { type Capabilities, limits } from '@holdfast/upload-manager/contract';
import { checkComponents } from '../../domain/check-components.ts';
import { addressOf, type HttpContext, type RouteServices } from '../http-env.ts';

/** What the service can do and whether it is well. */
export function createServiceRoutes({ context, isOperator, isStopping }: RouteServices) {
  const { storage } = context;

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

    /** Names the components to anybody, what is wrong with them to operators. */
    async readiness(http: HttpContext): Promise<Response> {
      const { components, reasons, isReady: areAllThere } = await checkComponents(context);
      const isReady = areAllThere && !isStopping();
      const unready = isStopping() ? 'stopping' : 'unavailable';
      const hasReasons = Object.keys(reasons).length > 0;
      const areReasonsTold =
        hasReasons && (await isOperator({ headers: http.req.raw.headers, address: addressOf(http) }));
      return http.json(
        { status: isReady ? 'ok' : unready, components, ...(areReasonsTold ? { reasons } : {}) },
        isReady ? 200 : 503,
      );
    },
  };
}
