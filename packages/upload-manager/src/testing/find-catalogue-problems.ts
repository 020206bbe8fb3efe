import type { Catalogue, Message, Messages } from '../messages/message.ts';

/** Enough numbers to meet every plural form that whole numbers of this size have. */
const triedCounts = 200;

/**
 * What is wrong with a translation beside the English words: messages that are missing or unknown, values that a sentence
 * forgets or invents, plural forms of the language that nobody wrote. Empty when all is well.
 * @example expect(findCatalogueProblems(dutch, en)).toEqual([]);
 */
export function findCatalogueProblems<Words extends Messages>(
  catalogue: Catalogue<Words>,
  english: Catalogue<Words>,
): readonly string[] {
  const translated: Readonly<Record<string, Message | undefined>> = catalogue.messages;
  const unknown = Object.keys(translated).filter((key) => !Object.hasOwn(english.messages, key));
  return [
    ...unknown.map((key) => `${key} is no message of the English catalogue`),
    ...Object.entries<Message>(english.messages).flatMap(([key, original]) => {
      const message = translated[key];
      if (message === undefined) return [`${key} is missing`];
      return problemsOf(original, message, catalogue.language).map((problem) => `${key} ${problem}`);
    }),
  ];
}

function problemsOf(original: Message, message: Message, language: string): readonly string[] {
  if (kindOf(original) !== kindOf(message)) return [`is ${kindOf(message)}, in English ${kindOf(original)}`];
  if (kindOf(message) === 'plural') return pluralProblems(original, message, language);
  const sentences = sentencesOf(message);
  const originals = sentencesOf(original);
  if (sentences.length !== originals.length) return [`has ${sentences.length} sentences to choose from`];
  return sentences.flatMap((sentence, index) =>
    difference(namesIn(sentence), namesIn(originals[index] ?? ''), sentence),
  );
}

function pluralProblems(original: Message, message: Message, language: string): readonly string[] {
  const forms = new Map(Object.entries(message).filter(([, sentence]) => sentence !== undefined));
  const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const wanted = namesIn(sentencesOf(original).join(' '));
  return [
    ...needed.filter((form) => !forms.has(form)).map((form) => `has no form «${form}»`),
    ...[...forms.keys()]
      .filter((form) => !needed.some((known) => known === form))
      .map((form) => `has a form «${form}» that the language does not have`),
    ...[...forms].flatMap(([form, sentence]) => {
      const names = namesIn(sentence);
      // «One file» says the number in words, which only works in a form that stands for one number.
      const implied = coversOneCount(language, form) ? names.add('count') : names;
      return difference(implied, wanted, sentence);
    }),
  ];
}

function coversOneCount(language: string, form: string): boolean {
  const rules = new Intl.PluralRules(language);
  const counts = Array.from({ length: triedCounts }, (_, count) => count);
  return counts.filter((count) => rules.select(count) === form).length === 1;
}

function difference(
  names: ReadonlySet<string>,
  wanted: ReadonlySet<string>,
  sentence: string,
): readonly string[] {
  return [
    ...[...wanted].filter((name) => !names.has(name)).map((name) => `forgets {${name}}: ${sentence}`),
    ...[...names].filter((name) => !wanted.has(name)).map((name) => `invents {${name}}: ${sentence}`),
  ];
}

function kindOf(message: Message): 'sentence' | 'list' | 'plural' {
  if (typeof message === 'string') return 'sentence';
  return Array.isArray(message) ? 'list' : 'plural';
}

function sentencesOf(message: Message): readonly string[] {
  return typeof message === 'string' ? [message] : Object.values(message);
}

function namesIn(sentence: string): Set<string> {
  return new Set([...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''));
}
