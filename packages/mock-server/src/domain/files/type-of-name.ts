/** Types without a mark in their bytes, which some systems do not name when they hand over a file. */
const typesByExtension: ReadonlyMap<string, string> = new Map([
  ['csv', 'text/csv'],
  ['json', 'application/json'],
  ['log', 'text/plain'],
  ['md', 'text/markdown'],
  ['srt', 'application/x-subrip'],
  ['tsv', 'text/tab-separated-values'],
  ['txt', 'text/plain'],
  ['vtt', 'text/vtt'],
  ['yaml', 'application/yaml'],
  ['yml', 'application/yaml'],
]);

/** What a file without a declared type is taken for: by its last extension, and only where bytes could not tell. */
export function typeOfName(fileName: string): string | undefined {
  const [, extension = ''] = /\.([^.]+)$/.exec(fileName) ?? [];
  return typesByExtension.get(extension.toLowerCase());
}
