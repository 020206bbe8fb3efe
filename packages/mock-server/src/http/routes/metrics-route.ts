import type { HttpContext, RouteServices } from '../http-env.ts';

/** `GET /metrics`: what was counted, in the text format Prometheus reads. */
export function createMetricsRoute({ context }: RouteServices) {
  return {
    async metrics(http: HttpContext): Promise<Response> {
      return http.body(await context.metrics.render(), 200, {
        'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      });
    },
  };
}
