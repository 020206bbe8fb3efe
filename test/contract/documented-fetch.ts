import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

export type Fetch = (path: string, init?: RequestInit) => Promise<Response>;

interface OpenApiOperation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly schema: object }[];
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
}

/** What the document does not describe: signed URLs belong to storage, and failures on order exist for tests only. */
const undocumented = ['/storage/', '/__faults'];

/** Fails every answer that the backend's own OpenAPI document does not list, by its status, media type, code and shape. */
export function documentedFetch(fetch: Fetch): Fetch {
  let check: Promise<AnswerCheck> | undefined;
  return async (path, init) => {
    const response = await fetch(path, init);
    const { pathname } = new URL(path, 'http://localhost');
    if (undocumented.some((prefix) => pathname.startsWith(prefix))) return response;
    if (init?.method === 'OPTIONS') return response;
    check ??= fetch('/openapi.json').then(async (answer) => answerCheckOf(await answer.text()));
    await (await check)(init?.method ?? 'GET', pathname, response.clone());
    return response;
  };
}

type AnswerCheck = (method: string, pathname: string, response: Response) => Promise<void>;

/** Hosts come and go with each test; what their documents mean is found out once. */
const knownChecks = new Map<string, AnswerCheck>();

function answerCheckOf(documentText: string): AnswerCheck {
  // Where a host listens is all that differs, and no answer is checked by it.
  const text = documentText.replace(/http:\/\/[\w.:-]+/g, 'http://localhost');
  const known = knownChecks.get(text);
  if (known) return known;
  const check = createAnswerCheck(JSON.parse(text) as OpenApi);
  knownChecks.set(text, check);
  return check;
}

function createAnswerCheck(document: OpenApi): AnswerCheck {
  const findOperation = createOperationFinder(document);
  const findShape = createShapes(document);

  return async (method, pathname, response) => {
    const what = `${method} ${pathname} answered ${response.status}`;
    const mediaType = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
    const found = findOperation(method, pathname);
    if (found === undefined) {
      if (response.status === 404 || response.status === 405) return;
      throw new Error(`${what}, and the document has no such route`);
    }
    const answer = found.operation.responses[response.status];
    if (!answer)
      throw new Error(`${what}, which the document does not list for ${found.operation.operationId}`);
    if (method === 'HEAD') return;
    if (!answer.content) {
      if ((await response.text()) !== '') throw new Error(`${what} with a body, and the document says none`);
      return;
    }
    if (Object.hasOwn(answer.content, '*/*') && mediaType !== 'application/problem+json') return;
    if (!Object.hasOwn(answer.content, mediaType)) throw new Error(`${what} as ${mediaType}, undocumented`);
    if (!/json/.test(mediaType)) return;
    const validate = findShape([
      'paths',
      found.path,
      found.method,
      'responses',
      response.status,
      'content',
      mediaType,
    ]);
    const body: unknown = await response.json();
    if (validate(body)) return;
    throw new Error(`${what} in a shape that is not documented: ${JSON.stringify([validate.errors, body])}`);
  };
}

function createOperationFinder({ paths }: OpenApi) {
  const patterns = Object.entries(paths)
    // What is spelled out goes before what stands for anything.
    .sort(([left], [right]) => left.split('{').length - right.split('{').length)
    .map(([path, operations]) => ({
      path,
      operations,
      pattern: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]*')}$`),
    }));

  return (method: string, pathname: string) => {
    const wanted = method === 'HEAD' ? 'get' : method.toLowerCase();
    for (const { path, operations, pattern } of patterns) {
      const operation = pattern.test(pathname) ? operations[wanted] : undefined;
      if (operation) return { path, method: wanted, operation };
    }
    return undefined;
  };
}

function createShapes(document: OpenApi) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addSchema(closed(document) as Record<string, unknown>, 'openapi');
  const compiled = new Map<string, ValidateFunction>();

  return (path: readonly (string | number)[]): ValidateFunction => {
    const pointer = [...path, 'schema'].map((step) =>
      String(step).replaceAll('~', '~0').replaceAll('/', '~1'),
    );
    const reference = `openapi#/${pointer.map(encodeURIComponent).join('/')}`;
    const known = compiled.get(reference);
    if (known) return known;
    const validate = ajv.compile({ $ref: reference });
    compiled.set(reference, validate);
    return validate;
  };
}

/** The same schemas, refusing every member they do not name: what is answered has to be documented. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, closed(inner)]));
  const isClosable =
    members.type === 'object' && 'properties' in members && !('additionalProperties' in members);
  return isClosable ? { ...members, additionalProperties: false } : members;
}
