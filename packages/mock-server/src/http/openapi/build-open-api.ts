import {
  type AnyRouteName,
  allRoutes,
  type ErrorCode,
  errorCodes,
  errorTitles,
  headerNames,
  idempotencyKey,
  limits,
  problemContentType,
  type RouteDefinition,
} from '@holdfast/upload-manager/contract';
import * as v from 'valibot';
import { type JsonSchema, namedSchemas, toSchema } from './json-schema.ts';
import type { Answer, HeaderGroup, Operation } from './operation.ts';
import { errorsOf } from './operation-errors.ts';
import { operations } from './operations.ts';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}

export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly paths: Readonly<Record<string, Readonly<Record<string, JsonSchema>>>>;
  readonly [member: string]: unknown;
}

const shortText = v.pipe(v.string(), v.minLength(1), v.maxLength(255));

/** A character of UTF-16 is three bytes of UTF-8 at most, and each of them three characters when it is percent-encoded. */
const longestEncoding = 9;

function header(name: string, description: string, schema: v.GenericSchema = shortText): Parameter {
  return { name, in: 'header', required: false, description, schema: toSchema(schema) };
}

const headerGroups: Readonly<Record<HeaderGroup, readonly Parameter[]>> = {
  workspace: [
    header(
      headerNames.workspaceId,
      "Left out: the caller's default workspace; for lists other than the history, all workspaces of the caller.",
    ),
  ],
  idempotency: [
    header(headerNames.idempotencyKey, 'The same key and fields get the first answer again.', idempotencyKey),
    header(headerNames.idempotencyKeyStandard, 'The same, in the IETF spelling.', idempotencyKey),
  ],
  fileName: [
    header(
      headerNames.fileName,
      `Percent-encoded name of a file that is the whole body, of up to ${limits.maxFileNameLength} characters.`,
      v.pipe(v.string(), v.minLength(1), v.maxLength(limits.maxFileNameLength * longestEncoding)),
    ),
  ],
  reference: [
    header(headerNames.referenceType, 'What kind of thing the file belongs to.'),
    header(headerNames.referenceId, 'The thing the file belongs to.'),
  ],
};

/** The OpenAPI 3.1 document of the backend, from the same table and schemas that its routes and tests use. */
export function buildOpenApi(serverUrl: string): OpenApiDocument {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const [name, operation] of Object.entries(operations)) {
    // `operations` and `allRoutes` have the same names, by their types.
    const route: RouteDefinition = allRoutes[name as AnyRouteName];
    paths[route.path] = {
      ...paths[route.path],
      [route.method.toLowerCase()]: describeOperation(name, route, operation),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Holdfast upload contract',
      version: '1',
      description: 'What a backend promises to the Holdfast SDK, to the apps beside it and to its operators.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: serverUrl }],
    paths,
    components: {
      schemas: namedSchemas(),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        browserSession: {
          type: 'apiKey',
          in: 'cookie',
          name: 'holdfast_session',
          description: 'Over https its name is __Host-holdfast_session.',
        },
        operator: { type: 'http', scheme: 'bearer', description: 'The operator token.' },
      },
    },
  };
}

const securityOf = {
  open: [],
  caller: [{ bearer: [] }, { browserSession: [] }],
  operator: [{ operator: [] }],
  'caller-or-operator': [{ bearer: [] }, { browserSession: [] }, { operator: [] }],
  reader: [{}, { bearer: [] }, { browserSession: [] }],
};

function describeOperation(name: string, route: RouteDefinition, operation: Operation): JsonSchema {
  const { summary, tag, access = 'caller', permission } = operation;
  const parameters = parametersOf(route, operation);
  const content = contentOf(operation);
  return {
    operationId: name,
    summary,
    tags: [tag],
    ...(permission === undefined ? {} : { description: `Needs the permission \`${permission}\`.` }),
    security: securityOf[access],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(content === undefined ? {} : { requestBody: { required: true, content } }),
    responses: {
      ...successes(operation.answers),
      ...problems(errorsOf(route, operation), operation.answers),
    },
  };
}

function parametersOf({ path }: RouteDefinition, { headers = [], query }: Operation): readonly Parameter[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(
    ([, name = '']): Parameter => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string', minLength: 1 },
    }),
  );
  return [...inPath, ...queryParameters(query), ...headers.flatMap((group) => headerGroups[group])];
}

function queryParameters(query: v.GenericSchema | undefined): readonly Parameter[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = toSchema(query) as {
    readonly properties?: Readonly<Record<string, JsonSchema>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function contentOf({ body, rawBody }: Operation): JsonSchema | undefined {
  if (!body && !rawBody) return undefined;
  return {
    ...(body ? { 'application/json': { schema: toSchema(body) } } : {}),
    ...Object.fromEntries(Object.entries(rawBody ?? {}).map(([type, schema]) => [type, { schema }])),
  };
}

const commonHeaders = {
  [headerNames.requestId]: {
    description: "The server's name for this request.",
    schema: { type: 'string' },
  },
};

const retryHeaders = {
  [headerNames.retryAfter]: { description: 'Seconds to wait.', schema: { type: 'integer' } },
};

function successes(answers: Operation['answers']): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => [
      status,
      { description: answer.description, headers: commonHeaders, ...bodyOf(answer) },
    ]),
  );
}

function bodyOf({ schema, mediaTypes }: Answer): { readonly content?: JsonSchema } {
  if (schema) return { content: { 'application/json': { schema: toSchema(schema) } } };
  if (mediaTypes) return { content: Object.fromEntries(mediaTypes.map((type) => [type, {}])) };
  return {};
}

/** One entry for each status, with the codes that come with it. */
function problems(
  codes: readonly ErrorCode[],
  answers: Operation['answers'],
): Readonly<Record<string, JsonSchema>> {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) {
    const { status } = errorCodes[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [String(status), problem(ofStatus, answers[status])]),
  );
}

/** A status may also be an answer of its own: readiness says 503 without a problem. */
function problem(codes: readonly ErrorCode[], answer: Answer | undefined): JsonSchema {
  const titles = codes.map((code) => errorTitles[code]);
  const isRetryable = codes.some((code) => errorCodes[code].retryable);
  const schema = {
    allOf: [{ $ref: '#/components/schemas/Problem' }],
    properties: { code: { enum: codes } },
  };
  return {
    description: [...(answer ? [answer.description] : []), ...titles].join('; '),
    headers: { ...commonHeaders, ...(isRetryable ? retryHeaders : {}) },
    content: { [problemContentType]: { schema }, ...(answer ? bodyOf(answer).content : {}) },
  };
}
