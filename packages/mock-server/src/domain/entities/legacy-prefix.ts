/** Where older files of one tenant are: URLs below `urlPrefix` are objects below `keyPrefix` in that tenant's storage. */
export interface LegacyPrefix {
  /** An http or https URL that ends with a slash. */
  readonly urlPrefix: string;
  readonly tenantId: string;
  /** The only workspace that may take these files; null for whichever refers to one first. */
  readonly workspaceId: string | null;
  /** Empty, or a key that ends with a slash. */
  readonly keyPrefix: string;
}
