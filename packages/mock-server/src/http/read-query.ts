import type * as v from 'valibot';
import { ApiError } from '../domain/api-error.ts';
import { parseInput } from '../domain/parse-input.ts';
import type { HttpContext } from './http-env.ts';
import { requireSoundJson } from './sound-json.ts';

/**
 * The query of a request as a schema reads it. As in a body, text that no database can hold is refused, and so is a name
 * that comes twice: who believes the first and who believes the last would see two different requests.
 */
export function readQuery<Schema extends v.GenericSchema>(
  http: HttpContext,
  schema: Schema,
): v.InferOutput<Schema> {
  const { searchParams } = new URL(http.req.url);
  const query = Object.fromEntries(searchParams);
  if (Object.keys(query).length !== searchParams.size) {
    throw new ApiError('invalid_request', 'The query has the same name twice');
  }
  requireSoundJson(query);
  return parseInput(schema, query);
}
