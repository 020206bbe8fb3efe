import {
  auditEvent,
  byteSize,
  checksumValue,
  entity,
  entityAttributes,
  fileRecord,
  metadata,
  plan,
  problemDetails,
  resumeResponse,
  sessionSummary,
  signedPart,
  timestamp,
  uploadInstruction,
  uploadSession,
  workspace,
  workspaceQuota,
} from '@holdfast/upload-manager/contract';
import { type ConversionConfig, toJsonSchema, toJsonSchemaDefs } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';

export type JsonSchema = { readonly [keyword: string]: unknown };

/** Schemas that have a name in the document; wherever one is used, the document points to it. */
const named = {
  AuditEvent: auditEvent,
  ChecksumValue: checksumValue,
  Entity: entity,
  FileRecord: fileRecord,
  Plan: plan,
  Problem: problemDetails,
  ResumeResponse: resumeResponse,
  SessionSummary: sessionSummary,
  SignedPart: signedPart,
  SizeInBytes: byteSize,
  Timestamp: timestamp,
  UploadInstruction: uploadInstruction,
  UploadSession: uploadSession,
  Workspace: workspace,
  WorkspaceQuota: workspaceQuota,
} as const satisfies Record<string, GenericSchema>;

/** What JSON Schema can say of schemas whose rule is code. */
const saidOtherwise = new Map<unknown, JsonSchema>([
  [byteSize, { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER }],
  [metadata, { type: 'object', additionalProperties: true, description: 'At most 8 KiB of JSON.' }],
  [entityAttributes, { type: 'object', additionalProperties: true, description: 'At most 256 KiB of JSON.' }],
]);

/** Rules in code that JSON Schema leaves out; everything else that cannot be said is an error. */
const unsaid: ReadonlySet<string> = new Set(['check', 'transform', 'raw_check', 'raw_transform', 'excludes']);

const conversion = {
  target: 'draft-2020-12',
  // What travels is what a schema reads, before it makes anything else of it.
  typeMode: 'input',
  overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
  overrideSchema: ({ valibotSchema, jsonSchema }) =>
    // Said in so many words, so that a reader can tell what may have more members from what has just these.
    valibotSchema.type === 'loose_object'
      ? { ...jsonSchema, additionalProperties: true }
      : saidOtherwise.get(valibotSchema),
  overrideAction: ({ valibotAction, jsonSchema }) =>
    unsaid.has(valibotAction.type) ? jsonSchema : undefined,
} as const satisfies ConversionConfig;

/** The `components.schemas` of the document. */
export function namedSchemas(): Readonly<Record<string, JsonSchema>> {
  const schemas = Object.entries(toJsonSchemaDefs(named, conversion));
  return Object.fromEntries(schemas.map(([name, schema]) => [name, { ...schema }]));
}

/** A schema of the contract as JSON Schema, with references to the named ones. */
export function toSchema(schema: GenericSchema): JsonSchema {
  const {
    $schema: _,
    $defs: __,
    ...converted
  } = toJsonSchema(shapeOf(schema), { ...conversion, definitions: named });
  return converted;
}

/** A pipe that first looks at any value and then takes a shape is, for a reader, that shape. */
function shapeOf(schema: GenericSchema): GenericSchema {
  if (schema.type !== 'unknown' || !('pipe' in schema) || !Array.isArray(schema.pipe)) return schema;
  const [, ...steps] = schema.pipe as readonly (GenericSchema | { readonly kind: string })[];
  return steps.find((step): step is GenericSchema => step.kind === 'schema') ?? schema;
}
