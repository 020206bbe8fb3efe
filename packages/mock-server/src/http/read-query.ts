import type * as v from 'valibot';
import { parseInput } from '../domain/parse-input.ts';
import type { HttpContext } from './http-env.ts';
import { requireSoundJson } from './sound-json.ts';

/** The query of a request as a schema reads it; text that no database can hold is refused as it is in a body. */
export function readQuery<Schema extends v.GenericSchema>(
  http: HttpContext,
  schema: Schema,
): v.InferOutput<Schema> {
  const query = http.req.query();
  requireSoundJson(query);
  return parseInput(schema, query);
}
