/**
 * Keeps small records across page loads. What comes back is untrusted: any script of the origin, an older or a newer
 * version of this library may have written it.
 */
export interface SessionRepository {
  /** Whether records outlive the page. */
  isPersistent(): Promise<boolean>;
  list(): Promise<readonly unknown[]>;
  put(key: string, record: unknown): Promise<void>;
  delete(key: string): Promise<void>;
}
