import { sha256Text } from '../domain/encoding.ts';
import type { Principal } from '../domain/principal.ts';

/** Finds who a bearer token stands for. */
export type FindBearer = (token: string) => Promise<Principal | undefined>;

/** Tokens are looked up by their hash, so that how long a look-up takes says nothing about a token. */
export function createBearerTokens(tokens: ReadonlyMap<string, Principal>): FindBearer {
  const byHash = Promise.all(
    [...tokens].map(async ([token, principal]) => [await sha256Text(token), principal] as const),
  ).then((entries) => new Map(entries));
  return async (token) => (await byHash).get(await sha256Text(token));
}

/** The token of an Authorization header; undefined when there is no such header. */
export function bearerToken(headers: Headers): string | undefined {
  const header = headers.get('authorization');
  if (header === null) return undefined;
  const [, token = ''] = /^Bearer +([^\s]+) *$/i.exec(header) ?? [];
  return token;
}
