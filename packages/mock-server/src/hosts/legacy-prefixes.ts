import * as v from 'valibot';
import type { LegacyPrefix } from '../domain/entities/legacy-prefix.ts';

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

/** A prefix ends with a slash, so that `images` never stands for `images2`. */
function withSlash(text: string): string {
  return text.endsWith('/') ? text : `${text}/`;
}

const urlPrefix = v.pipe(
  v.string(),
  v.check(isPlainUrl, 'expected a URL like https://cdn.example.com/images/, without query or credentials'),
);

function isPlainUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol)) return false;
  // Spelled as it is compared: no dots, no escapes to read twice, nothing behind the path.
  return withSlash(url.href) === withSlash(text) && !/[@?#%]/.test(text);
}

const keyPrefix = v.pipe(
  v.string(),
  v.regex(/^(?:[A-Za-z0-9_=-][A-Za-z0-9._=-]*\/?)*$/, 'expected a key prefix like images/'),
  v.check(
    (prefix) => !/^(?:temp|tenants)(?:\/|$)/.test(prefix),
    'below temp/ and tenants/ are objects this server made itself',
  ),
  v.transform((prefix) => (prefix === '' ? '' : withSlash(prefix))),
);

const place = v.strictObject({
  tenant_id: name,
  workspace_id: v.optional(name),
  key_prefix: keyPrefix,
});

/** `LEGACY_URL_PREFIXES`: URL prefix → whose objects they are, and where in storage. */
export const legacyPrefixesSchema = v.pipe(
  v.record(urlPrefix, place),
  v.transform((places): readonly LegacyPrefix[] =>
    Object.entries(places).map(([url, { tenant_id, workspace_id, key_prefix }]) => ({
      urlPrefix: withSlash(new URL(url).href),
      tenantId: tenant_id,
      workspaceId: workspace_id ?? null,
      keyPrefix: key_prefix,
    })),
  ),
  v.check(areApart, 'two tenants share a part of storage, or a URL prefix lies inside one of another tenant'),
);

/** What one tenant can name, another must never be able to. */
function areApart(prefixes: readonly LegacyPrefix[]): boolean {
  return prefixes.every((left) =>
    prefixes.every(
      (right) =>
        left.tenantId === right.tenantId ||
        !(left.keyPrefix.startsWith(right.keyPrefix) || left.urlPrefix.startsWith(right.urlPrefix)),
    ),
  );
}
