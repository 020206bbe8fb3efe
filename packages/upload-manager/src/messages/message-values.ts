import type { Message, PlaceholderIn } from './message.ts';

/**
 * What a message can name, and how each is written. The name decides, so that no sentence can forget to format a
 * number or to fence in a file's name.
 */
export const valueKinds = {
  count: 'count',
  stored: 'count',
  parts: 'count',
  position: 'count',
  allowed: 'count',
  min: 'count',
  max: 'count',
  maxNameLength: 'count',
  percent: 'percent',
  size: 'bytes',
  sent: 'bytes',
  used: 'bytes',
  reserved: 'bytes',
  available: 'bytes',
  limit: 'bytes',
  maxFileSize: 'bytes',
  minFileSize: 'bytes',
  expected: 'bytes',
  offered: 'bytes',
  bytesPerSecond: 'bytes',
  missing: 'neededBytes',
  duration: 'duration',
  wait: 'longDuration',
  name: 'foreignText',
  plan: 'foreignText',
  value: 'foreignText',
  refusal: 'foreignSentence',
  types: 'foreignList',
  reason: 'sentence',
  files: 'sentence',
} as const satisfies Record<string, ValueKind>;

/** What is foreign comes from users, servers or hosts; a `sentence` was made here, in the same language. */
export type ValueKind =
  | 'count'
  | 'percent'
  | 'bytes'
  | 'neededBytes'
  | 'duration'
  | 'longDuration'
  | 'foreignText'
  | 'foreignSentence'
  | 'foreignList'
  | 'sentence';

export type ValueName = keyof typeof valueKinds;

type ValueOf<Kind extends ValueKind> = Kind extends 'foreignText' | 'foreignSentence' | 'sentence'
  ? string
  : Kind extends 'foreignList'
    ? readonly string[]
    : number;

/** Everything a message can name. Sizes in bytes, durations in milliseconds, percent from 0 to 100. */
export type MessageValues = { readonly [Name in ValueName]?: ValueOf<(typeof valueKinds)[Name]> };

type Needed<Name> = { readonly [N in Name & ValueName]: NonNullable<MessageValues[N]> };

/** The values a message has to be given: all it names, unless it is a list of sentences and finds what it can say. */
export type ValuesOf<M extends Message> = M extends readonly string[]
  ? [values?: MessageValues]
  : M extends string
    ? ArgumentsOf<PlaceholderIn<M>>
    : ArgumentsOf<PlaceholderIn<M[keyof M]> | 'count'>;

type ArgumentsOf<Name> = [Name] extends [never] ? [values?: MessageValues] : [values: Needed<Name>];

export function isValueName(name: string): name is ValueName {
  return Object.hasOwn(valueKinds, name);
}
