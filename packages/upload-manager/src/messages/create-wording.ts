import { createFormats, type Formats } from './create-formats.ts';
import { formatNeededBytes } from './format-bytes.ts';
import { directionOf, formatLocaleOf } from './languages.ts';
import type { Catalogue, Message, Messages } from './message.ts';
import {
  isValueName,
  type MessageValues,
  type ValueName,
  type ValuesOf,
  valueKinds,
} from './message-values.ts';
import { toEmbeddedSentence, toEmbeddedText, toShownName } from './shown-name.ts';

/** The words and the number formats of one reader. */
export interface Wording<Words extends Messages> extends Formats {
  /** BCP 47 tag that numbers, sizes and dates follow. */
  readonly locale: string;
  /** BCP 47 tag of the words. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** A message with its values in it, formatted. What comes from users and servers can neither break nor reorder it. */
  say<Key extends keyof Words & string>(key: Key, ...values: ValuesOf<Words[Key]>): string;
  /** A file's name to be shown by itself. */
  name(fileName: string): string;
}

export interface WordingOptions<Words extends Messages> {
  readonly catalogue: Catalogue<Words>;
  /** Tag for numbers and dates, such as `de-AT` beside German words. @default the catalogue's language */
  readonly locale?: string | undefined;
  /** Messages to say differently. They may name what the message they replace names. */
  readonly overrides?: Overrides<Words> | undefined;
}

export type Overrides<Words extends Messages> = { readonly [Key in keyof Words]?: Message };

const placeholder = /\{(\w+)\}/g;

/** Makes the one object that everything is said with. Throws a `TypeError` on an override that could never be said. */
export function createWording<Words extends Messages>(options: WordingOptions<Words>): Wording<Words> {
  const { catalogue, overrides } = options;
  const { language } = catalogue;
  const locale = formatLocaleOf(options.locale, language);
  const direction = directionOf(language);
  const formats = createFormats(locale);
  const plurals = new Intl.PluralRules(language);
  // The type knows that each key has a message; a catalogue of another version of this package may not.
  const messages: Readonly<Record<string, Message | undefined>> = catalogue.messages;
  const replaced: Readonly<Record<string, Message | undefined>> = overrides ?? {};
  requireSayable(replaced, messages);

  function write(name: ValueName, values: MessageValues): string | null {
    const value = values[name];
    if (value === undefined) return null;
    if (typeof value === 'number') return writeNumber(name, value);
    if (typeof value !== 'string') return formats.list(value.map((item) => toEmbeddedText(item, direction)));
    return writeText(name, value);
  }

  function writeText(name: ValueName, value: string): string {
    switch (valueKinds[name]) {
      case 'sentence':
        return value;
      case 'foreignSentence':
        return toEmbeddedSentence(value, direction);
      default:
        return toEmbeddedText(value, direction);
    }
  }

  function writeNumber(name: ValueName, value: number): string {
    switch (valueKinds[name]) {
      case 'bytes':
        return formats.bytes(value);
      case 'neededBytes':
        return formatNeededBytes(value, locale);
      case 'percent':
        return formats.percent(value);
      case 'duration':
        return formats.duration(value);
      case 'longDuration':
        return formats.duration(value, 'long');
      default:
        return formats.count(value);
    }
  }

  /** The sentence with all its values, or `null` when one is not known. */
  function fill(sentence: string, values: MessageValues): string | null {
    let isComplete = true;
    const text = sentence.replace(placeholder, (_, name: string) => {
      const written = isValueName(name) ? write(name, values) : null;
      isComplete &&= written !== null;
      return written ?? '';
    });
    return isComplete ? text : null;
  }

  function sentencesOf(message: Message, count: number): readonly string[] {
    if (typeof message === 'string') return [message];
    if (isList(message)) return message;
    return [message[plurals.select(count)] ?? message.other];
  }

  return {
    ...formats,
    locale,
    language,
    direction,
    name: toShownName,
    say(key, ...[values]) {
      const known: MessageValues = values ?? {};
      for (const message of [replaced[key], messages[key]]) {
        if (message === undefined) continue;
        for (const sentence of sentencesOf(message, known.count ?? 0)) {
          const text = fill(sentence, known);
          if (text !== null) return text;
        }
      }
      return key;
    },
  };
}

/** A developer's slip shows at once, not when the one message with it is due. */
function requireSayable(
  overrides: Readonly<Record<string, Message | undefined>>,
  messages: Readonly<Record<string, Message | undefined>>,
): void {
  for (const [key, override] of Object.entries(overrides)) {
    const message = messages[key];
    if (message === undefined) throw new TypeError(`There is no message ${key} to say differently`);
    if (override === undefined) continue;
    const allowed = placeholdersOf(message);
    const unknown = [...placeholdersOf(override)].find((name) => !allowed.has(name));
    if (unknown !== undefined)
      throw new TypeError(`The message ${key} has no value {${unknown}}: it has ${listOf(allowed)}`);
  }
}

function placeholdersOf(message: Message): ReadonlySet<string> {
  const sentences = typeof message === 'string' ? [message] : Object.values(message);
  return new Set(
    sentences.flatMap((sentence) => [...sentence.matchAll(placeholder)].map(([, name]) => name ?? '')),
  );
}

function listOf(names: ReadonlySet<string>): string {
  return names.size === 0 ? 'none' : [...names].map((name) => `{${name}}`).join(', ');
}

function isList(message: Exclude<Message, string>): message is readonly [string, ...string[]] {
  return Array.isArray(message);
}
