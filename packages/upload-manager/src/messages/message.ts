/** One sentence per plural form of the language, chosen by `{count}`. */
export type PluralMessage = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & {
  readonly other: string;
};

/**
 * A sentence with places for values: `Pause {name}`. A list of sentences is read from the front: the first whose values
 * are all known is said, so that a sentence can name a number when the server sent it.
 */
export type Message = string | PluralMessage | readonly [string, ...string[]];

export type Messages = Readonly<Record<string, Message>>;

/** The words of one language. */
export interface Catalogue<Words extends Messages> {
  /** BCP 47 tag: decides the plural forms and the direction of writing. */
  readonly language: string;
  readonly messages: { readonly [Key in keyof Words]: Message };
}

/** Languages that have catalogues here, each with the plural forms that `Intl.PluralRules` knows for it. */
export interface PluralForms {
  readonly en: 'one' | 'other';
  readonly de: 'one' | 'other';
  readonly fr: 'one' | 'many' | 'other';
  readonly es: 'one' | 'many' | 'other';
  readonly ja: 'other';
  readonly ar: 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
}

export type LanguageTag = keyof PluralForms;

/** What a translation has to have: every message, and every plural form of its language. */
export type Translation<Words extends Messages, Language extends LanguageTag> = {
  readonly [Key in keyof Words]: Words[Key] extends string
    ? string
    : Words[Key] extends readonly string[]
      ? readonly [string, ...string[]]
      : Readonly<Record<PluralForms[Language], string>>;
};

/** The names in the braces of a text. */
export type PlaceholderIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholderIn<Rest>
  : never;
