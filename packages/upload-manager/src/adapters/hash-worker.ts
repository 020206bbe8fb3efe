import type { ChecksumAlgorithm } from '../contract/index.ts';
import { digestBytes } from './digest.ts';

export interface HashRequest {
  readonly id: number;
  readonly blob: Blob;
  readonly algorithm: ChecksumAlgorithm;
  /** Whether the bytes are to come back with their digest. */
  readonly keepsBytes: boolean;
}

export type HashAnswer =
  | { readonly id: number; readonly digest: string; readonly bytes: ArrayBuffer | null }
  | { readonly id: number; readonly error: unknown };

/** Read at once: it takes less memory than `arrayBuffer()`, whose pipe holds a second copy (measured in Chromium). */
function read(blob: Blob): ArrayBuffer {
  return new FileReaderSync().readAsArrayBuffer(blob);
}

/** Workers only, so it is not among the types of a page. */
declare const FileReaderSync: new () => { readAsArrayBuffer(blob: Blob): ArrayBuffer };

async function answer({ id, blob, algorithm, keepsBytes }: HashRequest): Promise<void> {
  try {
    const bytes = read(blob);
    const digest = await digestBytes(bytes, algorithm);
    if (keepsBytes) self.postMessage({ id, digest, bytes } satisfies HashAnswer, { transfer: [bytes] });
    else self.postMessage({ id, digest, bytes: null } satisfies HashAnswer);
  } catch (error) {
    self.postMessage({ id, error } satisfies HashAnswer);
  }
}

self.onmessage = (event: MessageEvent<HashRequest>) => void answer(event.data);
