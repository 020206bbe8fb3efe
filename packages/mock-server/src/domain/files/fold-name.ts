/** Keeps an index entry below what PostgreSQL takes; file systems end names at about this length too. */
const maxFoldedCharacters = 255;

/**
 * A name without what a search should not care about: capitals, and how accents were typed. Folded character by
 * character, so that how a name begins folds to how its folded form begins (Greek ends words with another sigma).
 */
export function foldName(name: string): string {
  return Array.from(name.normalize('NFC'), (character) => Array.from(character.toUpperCase(), lower).join(''))
    .flatMap((folded) => Array.from(folded))
    .slice(0, maxFoldedCharacters)
    .join('');
}

function lower(character: string): string {
  return character.toLowerCase();
}
