import type { OpenApi } from '../documented-fetch.ts';

interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

/** Names of members that say which thing is meant. */
const idLike = /(?:^|_)(?:id|ids|url|urls|reference|cursor|key|plan|token)$/;

/** A body a schema takes, with `text` wherever it takes text that names something. */
export function sampleBody(document: OpenApi, schema: unknown, text: string): unknown {
  const sample = (part: JsonSchema): unknown => {
    if (part.$ref !== undefined) return sample(resolve(document, part.$ref));
    if ('const' in part) return part.const;
    if (part.enum) return part.enum[0];
    const inner = part.anyOf?.[0] ?? part.allOf?.[0];
    if (inner) return sample(inner);
    switch (part.type) {
      case 'object':
        return Object.fromEntries(
          Object.entries(part.properties ?? {})
            .filter(([name]) => (part.required ?? []).includes(name) || idLike.test(name))
            .map(([name, member]) => [name, sample(member)]),
        );
      case 'array':
        return [sample(part.items ?? {})];
      case 'integer':
      case 'number':
        return Math.max(part.minimum ?? 1, 1);
      case 'boolean':
        return true;
      default:
        return part.pattern?.includes('A-Za-z0-9+/') ? `${'A'.repeat(43)}=` : text;
    }
  };
  // The document's own schemas are read here; what is no schema of theirs samples as text.
  return sample(schema as JsonSchema);
}

function resolve(document: OpenApi, reference: string): JsonSchema {
  const found = reference
    .slice(2)
    .split('/')
    .reduce<unknown>((value, step) => (value as Readonly<Record<string, unknown>>)[step], document);
  return found as JsonSchema;
}
