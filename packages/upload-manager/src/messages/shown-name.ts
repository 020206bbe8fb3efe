/** Marks that nobody sees and that do nothing but reorder what stands around them. */
const orderMarks = /[\u061C\u200E\u200F]/g;
/** Control characters, line breaks, halves of surrogate pairs, and what turns the order of the letters around. */
const unshowable = /[\p{Cc}\p{Cs}\u2028-\u202E\u2066-\u2069]/gu;
/** The blocks of Unicode that are written from right to left. */
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

const replacement = '\uFFFD';
const ellipsis = '…';
/** Code points of a name that a sentence has room for, and of another sentence in it. */
const mostOfName = 80;
const mostOfSentence = 400;

/**
 * A file's name as it may be shown: in the order of its letters. A name that tries to look like another one
 * (`photo‮gnp.exe`) shows that something is wrong with it.
 */
export function toShownName(name: string): string {
  const shown = name.replace(orderMarks, '').replace(unshowable, replacement);
  return shown.trim() === '' ? replacement : shown;
}

/** Text of users or servers inside a sentence: cut in the middle when it is long, and unable to reorder the sentence. */
export function toEmbeddedText(text: string, direction: 'ltr' | 'rtl'): string {
  return fence(shorten(toShownName(text), mostOfName), direction);
}

/** The same for whole sentences, which need more room. */
export function toEmbeddedSentence(text: string, direction: 'ltr' | 'rtl'): string {
  return fence(shorten(toShownName(text), mostOfSentence), direction);
}

function fence(shown: string, direction: 'ltr' | 'rtl'): string {
  // Where all runs from left to right, the fence would change nothing but what a search in the page finds.
  return direction === 'ltr' && !rightToLeft.test(shown) ? shown : `\u2068${shown}\u2069`;
}

/** Both ends are kept: people know a file by how its name begins, and by its extension. */
function shorten(text: string, mostPoints: number): string {
  const points = Array.from(text);
  if (points.length <= mostPoints) return text;
  const half = (mostPoints - 1) / 2;
  return [...points.slice(0, Math.ceil(half)), ellipsis, ...points.slice(-Math.floor(half))].join('');
}
