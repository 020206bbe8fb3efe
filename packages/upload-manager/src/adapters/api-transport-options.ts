export interface ApiTransportOptions {
  /** `include` when the backend is another origin of the same site and uses cookies. @default 'same-origin' */
  readonly credentials?: RequestCredentials;
  /** How long one call may take; the contract lets no answer wait for more than 20 seconds. @default 30000 */
  readonly timeoutMs?: number;
}
