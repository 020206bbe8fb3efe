/** Hashes bytes as they pass by. */
export interface PartHasher {
  update(chunk: Uint8Array): void;
  /** Base64 of the raw digest. */
  digest(): string;
}
