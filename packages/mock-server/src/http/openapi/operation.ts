import type { ErrorCode } from '@holdfast/upload-manager/contract';
import type { GenericSchema } from 'valibot';
import type { Permission } from '../../domain/principal.ts';

export type OperationTag =
  | 'Uploads'
  | 'Files'
  | 'References and entities'
  | 'Workspaces and plans'
  | 'Projects'
  | 'History'
  | 'Operators'
  | 'Service';

/**
 * Who may call: anybody, a caller with credentials, the operator alone, either of the two, or a reader of one file: a
 * caller, whoever has a read token, and anybody where the file is public.
 */
export type Access = 'open' | 'caller' | 'operator' | 'caller-or-operator' | 'reader';

/** Groups of headers that mean the same on every route that reads them. */
export type HeaderGroup = 'workspace' | 'idempotency' | 'reference' | 'fileName';

/** One success (or another answer without problem details), by its status. */
export interface Answer {
  readonly description: string;
  /** Shape of the JSON body; without it and without `mediaTypes` the answer has no body. */
  readonly schema?: GenericSchema;
  /** Types of a body that is not JSON. */
  readonly mediaTypes?: readonly string[];
}

/** What one route takes and everything it can answer. The document, and the tests of every answer, come from it. */
export interface Operation {
  readonly summary: string;
  readonly tag: OperationTag;
  /** @default caller */
  readonly access?: Access;
  /** What the caller has to be allowed to do; without it any caller will do. */
  readonly permission?: Permission;
  readonly headers?: readonly HeaderGroup[];
  /** An object schema: one property for each parameter of the query. */
  readonly query?: GenericSchema;
  /** Shape of a JSON body. */
  readonly body?: GenericSchema;
  /** Bodies that are not JSON: the JSON Schema of each media type. */
  readonly rawBody?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Codes beside those that follow from the rest: access, permission, headers, body, query and path parameters. */
  readonly errors?: readonly ErrorCode[];
}

/** A JSON answer. */
export function json(description: string, schema: GenericSchema): Answer {
  return { description, schema };
}
