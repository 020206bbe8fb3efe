/** XML of nested pairs; an array repeats its name. */
export type XmlTree = { readonly [name: string]: XmlValue };
type XmlValue = string | number | boolean | undefined | XmlTree | readonly XmlTree[];

export function toXml(root: string, tree: XmlTree): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner(tree)}</${root}>`;
}

function inner(tree: XmlTree): string {
  return Object.entries(tree)
    .flatMap(([name, value]) =>
      Array.isArray(value) ? value.map((item: XmlTree) => [name, item] as const) : [[name, value] as const],
    )
    .map(([name, value]) => {
      if (value === undefined) return '';
      return `<${name}>${typeof value === 'object' ? inner(value as XmlTree) : escapeXml(String(value))}</${name}>`;
    })
    .join('');
}

/** The texts between every pair of these tags. */
export function readTags(xml: string, name: string): readonly string[] {
  return Array.from(xml.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'gs')), ([, text = '']) =>
    unescapeXml(text),
  );
}

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' } as const;

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character as keyof typeof entities]);
}

function unescapeXml(text: string): string {
  return Object.entries(entities).reduce(
    (rest, [character, entity]) => rest.replaceAll(entity, character),
    text,
  );
}
