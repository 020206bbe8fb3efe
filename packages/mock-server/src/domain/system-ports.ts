import { toBase64Url } from './encoding.ts';
import { createOrderedIds } from './ordered-ids.ts';
import type { Clock, Identifiers } from './ports.ts';

export const systemClock: Clock = { now: () => Date.now() };

const secretBytes = 32;

export const randomIdentifiers: Identifiers = {
  uuid: () => crypto.randomUUID(),
  orderedUuid: createOrderedIds(),
  secret: () => toBase64Url(crypto.getRandomValues(new Uint8Array(secretBytes))),
};
