import * as v from 'valibot';
import { ApiError } from './api-error.ts';

const maxReportedIssues = 10;

/** Input that a schema accepts, or `invalid_request` naming what is wrong with it: a member, or the whole by its name. */
export function parseInput<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
  name = 'body',
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  const issues = result.issues.slice(0, maxReportedIssues).map((issue) => ({
    path: v.getDotPath(issue) ?? '',
    message: issue.message,
  }));
  const [first] = issues;
  throw new ApiError(
    'invalid_request',
    first ? `${first.path || name}: ${first.message}` : 'Invalid request',
    {
      fields: { issues },
    },
  );
}
