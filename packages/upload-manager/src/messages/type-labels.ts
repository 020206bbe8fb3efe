/** More would be a catalogue of formats, not a hint. */
const mostTypes = 12;
/** Formats whose MIME type nobody would recognise. */
const knownLabels: Readonly<Record<string, string>> = {
  'application/msword': 'DOC',
  'application/vnd.ms-excel': 'XLS',
  'application/vnd.ms-powerpoint': 'PPT',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'PPTX',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'XLSX',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'DOCX',
  'audio/mpeg': 'MP3',
  'text/plain': 'TXT',
  'video/quicktime': 'MOV',
};

/** Accepted MIME types as people know formats: `PDF`, `PNG`, `SVG`. `undefined` when there is nothing sound to list. */
export function typeLabels(types: unknown): readonly string[] | undefined {
  if (!Array.isArray(types) || types.length === 0 || types.length > mostTypes) return undefined;
  const labels = types.map((type: unknown) => (typeof type === 'string' ? toLabel(type) : ''));
  return labels.includes('') ? undefined : [...new Set(labels)];
}

/** `image/*` stays as it is: it is short, and file pickers say it too. Rules of a page may name extensions: `.pdf`. */
function toLabel(type: string): string {
  const essence = type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (essence.startsWith('.')) return essence.slice(1).toUpperCase();
  const subtype = /^[a-z]+\/(?:x-)?([a-z0-9-]{1,8})(?:\+xml)?$/.exec(essence)?.[1];
  return knownLabels[essence] ?? subtype?.toUpperCase() ?? essence;
}
