import { StorageError } from './storage-error.ts';

/** How tenants get their storage: one bucket for all of them, or one each, named by a template with `{tenant}`. */
export type Provisioning =
  | { readonly strategy: 'shared'; readonly bucket: string }
  | { readonly strategy: 'bucket-per-tenant'; readonly template: string };

const placeholder = '{tenant}';
/** S3 takes no longer name, and buckets of every store are to be named alike. */
const maxNameLength = 63;
const templatePattern = /^[a-z0-9][a-z0-9-]*\{tenant\}([a-z0-9-]*[a-z0-9])?$/;

/** Whether every name made from a template is one that a bucket may have. */
export function isBucketTemplate(template: string): boolean {
  return templatePattern.test(template) && template.length < maxNameLength;
}

/** Which bucket a tenant's bytes are in. */
export function bucketNameOf(provisioning: Provisioning, tenantId: string): string {
  if (provisioning.strategy === 'shared') return provisioning.bucket;
  const name = provisioning.template.replace(placeholder, () => toLabel(tenantId));
  if (name.length <= maxNameLength) return name;
  throw new StorageError(
    'invalid_key',
    `The bucket of the tenant would have a name of ${name.length} characters`,
  );
}

/**
 * A host chooses tenant ids freely, and no two may share a bucket: letters and digits stay, also single hyphens between
 * them, and whatever else there is becomes two hyphens and two hex digits for each byte.
 */
function toLabel(tenantId: string): string {
  const characters = Array.from(new TextEncoder().encode(tenantId), (byte) => String.fromCharCode(byte));
  const isPlain = (character: string | undefined) => character !== undefined && /[a-z0-9]/.test(character);
  return characters
    .map((character, index) => {
      if (isPlain(character)) return character;
      const isBetween = isPlain(characters[index - 1]) && isPlain(characters[index + 1]);
      if (character === '-' && isBetween) return character;
      return `--${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
    })
    .join('');
}
