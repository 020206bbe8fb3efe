import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { corsHeaders, createBucket, listObjects, listUploads, putCors } from './bucket-operations.ts';
import {
  abortMultipart,
  completeMultipart,
  copyPart,
  createMultipart,
  listParts,
  putPart,
} from './multipart-operations.ts';
import { copyObject, deleteObjects, getObject, putObject } from './object-operations.ts';
import type { S3Profile } from './s3-profile.ts';
import { S3Refusal } from './s3-refusal.ts';
import { bucketsHostName, readS3Request, type S3Answer, type S3Request } from './s3-request.ts';
import { createKeptBucket, dropStaleUploads, requireKeptBucket, type S3State } from './s3-state.ts';
import { toXml } from './s3-xml.ts';
import { verifySignature } from './verify-signature.ts';

export interface S3DoubleOptions {
  readonly profile: S3Profile;
  /** Buckets that exist from the beginning. */
  readonly buckets?: readonly string[];
  /** Time that URLs and stale uploads expire by. @default the system's */
  readonly now?: () => number;
  /** @default 5 MiB, as S3 */
  readonly minPartBytes?: number;
}

export type S3Operation = 'complete' | 'copy' | 'put' | 'part' | 'head' | 'list-parts' | 'create';

/** What happens instead of the answer, once. */
export type S3Fault =
  | 'error-in-200'
  | 'empty-200'
  /** It is done, and the connection breaks before the answer. */
  | 'lost-answer'
  | 'slow-down';

export interface S3Double {
  readonly url: string;
  /** The same double for clients that put the bucket before the host name. */
  readonly hostStyleUrl: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** The next requests of this kind meet these faults, in this order. */
  fail(operation: S3Operation, ...faults: readonly S3Fault[]): void;
  /** Everything the double holds, as `bucket/key` of objects and of unfinished uploads. */
  stored(): readonly string[];
  /** Operations so far, by name. */
  count(operation: S3Operation): number;
  close(): Promise<void>;
}

const region = 'eu-double-1';
const credentials = {
  accessKeyId: 'DOUBLEACCESSKEY',
  secretAccessKey: 'a secret only the double and its tests know',
};
const fiveMebibytes = 5 * 1024 * 1024;

/**
 * A strict stand-in for an S3 server, in this process and on memory. It verifies every signature and every checksum, and
 * plays the ways in which stores differ.
 */
export async function createS3Double(options: S3DoubleOptions): Promise<S3Double> {
  const state: S3State = {
    profile: options.profile,
    buckets: new Map((options.buckets ?? []).map((name) => [name, createKeptBucket()])),
    minPartBytes: options.minPartBytes ?? fiveMebibytes,
    now: options.now ?? Date.now,
  };
  const faults = new Map<S3Operation, S3Fault[]>();
  const counts = new Map<S3Operation, number>();

  const answerTo = async (request: S3Request): Promise<S3Answer | 'broken'> => {
    const operation = operationOf(request);
    const fault = operation === undefined ? undefined : faults.get(operation)?.shift();
    if (operation !== undefined) counts.set(operation, (counts.get(operation) ?? 0) + 1);
    if (fault === 'slow-down') throw new S3Refusal(503, 'SlowDown', 'Please reduce your request rate.');
    if (fault === 'empty-200') return { status: 200, body: '' };
    if (fault === 'error-in-200')
      return { status: 200, body: errorBody(new S3Refusal(200, 'InternalError')) };
    const answer = await carryOut(state, request);
    return fault === 'lost-answer' ? 'broken' : answer;
  };

  const server = createServer((incoming, response) => {
    void handle(state, answerTo, { incoming, response });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on TCP has an address of this kind.
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    hostStyleUrl: `http://${bucketsHostName}:${port}`,
    region,
    credentials,
    fail: (operation, ...ordered) =>
      void faults.set(operation, [...(faults.get(operation) ?? []), ...ordered]),
    stored: () =>
      Array.from(state.buckets, ([name, { objects, uploads }]) =>
        [...objects.keys(), ...[...uploads.values()].map(({ key, id }) => `${key}?${id}`)].map(
          (key) => `${name}/${key}`,
        ),
      )
        .flat()
        .sort(),
    count: (operation) => counts.get(operation) ?? 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Exchange {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
}

async function handle(
  state: S3State,
  answerTo: (request: S3Request) => Promise<S3Answer | 'broken'>,
  { incoming, response }: Exchange,
): Promise<void> {
  try {
    const request = await readS3Request(incoming);
    const answer = await answerTo(request).catch((error: unknown) => toErrorAnswer(error, request));
    if (answer === 'broken') {
      response.destroy();
      return;
    }
    const isHidden = answer.status === 403 && !state.profile.hasCorsOnRefusals;
    const cors = isHidden ? {} : (corsHeaders(state, request) ?? {});
    response.writeHead(answer.status, { 'content-type': 'application/xml', ...cors, ...answer.headers });
    response.end(request.method === 'HEAD' ? undefined : answer.body);
  } catch {
    // The client went away in the middle of its request.
    response.destroy();
  }
}

function toErrorAnswer(error: unknown, { method }: S3Request): S3Answer {
  const refusal = error instanceof S3Refusal ? error : new S3Refusal(500, 'InternalError', String(error));
  return { status: refusal.status, ...(method === 'HEAD' ? {} : { body: errorBody(refusal) }) };
}

function errorBody({ code, message }: S3Refusal): string {
  return toXml('Error', { Code: code, Message: message, RequestId: 'double' }).replace(/ xmlns="[^"]+"/, '');
}

function operationOf({ method, key, query, headers }: S3Request): S3Operation | undefined {
  if (key === '') return undefined;
  const isOfUpload = query.has('uploadId');
  if (method === 'POST' && query.has('uploads')) return 'create';
  if (method === 'POST' && isOfUpload) return 'complete';
  if (method === 'GET' && isOfUpload) return 'list-parts';
  if (method === 'PUT' && headers.has('x-amz-copy-source')) return 'copy';
  if (method === 'PUT') return isOfUpload ? 'part' : 'put';
  return method === 'HEAD' ? 'head' : undefined;
}

async function carryOut(state: S3State, request: S3Request): Promise<S3Answer> {
  if (request.method === 'OPTIONS') {
    const headers = corsHeaders(state, request);
    if (!headers)
      throw new S3Refusal(403, 'AccessForbidden', 'CORSResponse: This CORS request is not allowed.');
    return { status: 200, headers };
  }
  const payloadHash = verifySignature(request, { ...credentials, region, now: state.now });
  dropStaleUploads(state);
  if (request.key === '') return carryOutOnBucket(state, request);
  const isOfUpload = request.query.has('uploadId');
  const isCopy = request.headers.has('x-amz-copy-source');
  switch (request.method) {
    case 'PUT':
      if (isOfUpload) return isCopy ? copyPart(state, request) : putPart(state, request, payloadHash);
      return isCopy ? copyObject(state, request) : putObject(state, request, payloadHash);
    case 'POST':
      return isOfUpload ? completeMultipart(state, request) : createMultipart(state, request);
    case 'DELETE':
      if (isOfUpload) return abortMultipart(state, request);
      requireKeptBucket(state, request.bucket).objects.delete(request.key);
      return { status: 204 };
    case 'GET':
    case 'HEAD':
      return isOfUpload ? listParts(state, request) : getObject(state, request);
    default:
      throw new S3Refusal(405, 'MethodNotAllowed');
  }
}

function carryOutOnBucket(state: S3State, request: S3Request): S3Answer {
  const { method, query } = request;
  if (method === 'PUT' && !query.has('cors')) return createBucket(state, request);
  const bucket = requireKeptBucket(state, request.bucket);
  if (method === 'PUT') return putCors(bucket, request);
  if (method === 'HEAD') return { status: 200 };
  if (method === 'POST' && query.has('delete')) return deleteObjects(bucket, request);
  if (method === 'GET')
    return query.has('uploads') ? listUploads(state, request) : listObjects(state, request);
  throw new S3Refusal(405, 'MethodNotAllowed');
}
