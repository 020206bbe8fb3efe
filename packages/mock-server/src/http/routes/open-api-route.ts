import type { HttpContext, RouteServices } from '../http-env.ts';
import { buildOpenApi, type OpenApiDocument } from '../openapi/build-open-api.ts';

/** `GET /openapi.json`: the contract as this server keeps it. Made once, when somebody first asks. */
export function createOpenApiRoute({ context }: RouteServices) {
  let document: OpenApiDocument | undefined;
  return {
    openApi(http: HttpContext): Response {
      document ??= buildOpenApi(context.settings.publicUrl);
      return http.json(document);
    },
  };
}
