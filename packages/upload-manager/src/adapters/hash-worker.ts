import type { ChecksumAlgorithm } from '../contract/index.ts';
import { digestBlob } from './digest.ts';

export interface HashRequest {
  readonly id: number;
  readonly blob: Blob;
  readonly algorithm: ChecksumAlgorithm;
}

export type HashAnswer =
  | { readonly id: number; readonly digest: string }
  | { readonly id: number; readonly error: unknown };

async function answer({ id, blob, algorithm }: HashRequest): Promise<void> {
  try {
    self.postMessage({ id, digest: await digestBlob(blob, algorithm) } satisfies HashAnswer);
  } catch (error) {
    self.postMessage({ id, error } satisfies HashAnswer);
  }
}

self.onmessage = (event: MessageEvent<HashRequest>) => void answer(event.data);
