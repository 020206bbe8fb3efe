/** One place in an entity's attributes that may name a file. */
export interface Mention {
  /** What the file is for there: the type of its reference. */
  readonly role: string;
  readonly target: { readonly kind: 'url' | 'file_id'; readonly text: string };
}

/** Members whose name says what the files below them are for. */
const partNames = new Set(['icon', 'logo', 'background', 'media']);

interface Place {
  readonly value: unknown;
  /** What the nearest members around the value say about it. */
  readonly kind: string;
  readonly part: string | null;
  readonly isFileId: boolean;
}

/** Every place in the attributes that may name a file, wherever in the tree it is. */
export function findMentions(kind: string, attributes: unknown): Mention[] {
  const mentions: Mention[] = [];
  const open: Place[] = [{ value: attributes, kind, part: null, isFileId: false }];
  for (let place = open.pop(); place; place = open.pop()) {
    const { value } = place;
    if (typeof value === 'string') {
      const role = roleOf(place);
      const targets = place.isFileId ? [{ kind: 'file_id' as const, text: value }] : urlsIn(value);
      for (const target of targets) mentions.push({ role, target });
    }
    if (Array.isArray(value)) for (const item of value) open.push({ ...place, value: item });
    else if (typeof value === 'object' && value !== null) open.push(...membersOf(value, place));
  }
  return mentions;
}

function membersOf(value: object, place: Place): Place[] {
  return Object.entries(value).map(([name, inner]) => {
    const isFileId = name === 'file_id' || name === 'file_ids';
    // `icon_url`, `iconUrl` and `icon` say the same.
    const [word = ''] = /^[a-z]+/.exec(name) ?? [];
    if (partNames.has(word)) return { value: inner, kind: place.kind, part: word, isFileId };
    if (word === 'block' || word === 'blocks')
      return { value: inner, kind: 'block', part: 'image', isFileId };
    // Steps may be kept inside a walkthrough as well as on their own.
    if (word === 'step' || word === 'steps')
      return { value: inner, kind: 'step', part: place.part, isFileId };
    return { ...place, value: inner, isFileId };
  });
}

function roleOf({ kind, part }: Place): string {
  return part === null ? `entity:${kind}` : `${kind}_${part}`;
}

/** A text that is a URL, or the URLs in a text such as HTML or Markdown. */
function urlsIn(text: string): Mention['target'][] {
  if (/^https?:\S+$/i.test(text)) return [{ kind: 'url', text }];
  const found = text.match(/https?:[/\\]{2}[^\s"'<>`{}|^()[\]]+/gi) ?? [];
  // What ends a sentence is not part of a URL in it.
  return found.map((url) => ({ kind: 'url', text: url.replace(/[.,;:!?]+$/, '') }));
}
