/**
 * Keeps small records across page loads. What comes back is untrusted: any script of the origin, an older or a newer
 * version of this library may have written it.
 */
export interface SessionRepository {
  /** Whether records outlive the page. */
  isPersistent(): Promise<boolean>;
  list(): Promise<readonly unknown[]>;
  /** The keys of what `list` gives: a record that cannot be read may not know its own. */
  keys(): Promise<readonly string[]>;
  /**
   * Replaces what is under a key by what `change` makes of it, in one step for all pages of the origin; `undefined`
   * stands for nothing.
   */
  update(key: string, change: (current: unknown) => unknown): Promise<void>;
  /** Removes every record, readable or not. */
  clear(): Promise<void>;
}
