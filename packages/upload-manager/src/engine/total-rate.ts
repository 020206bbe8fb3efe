import type { UploadSnapshot } from '../core/upload-snapshot.ts';

/** The speed of the whole list: what this page sends, and what other pages say of the uploads they work on. */
export interface TotalRate {
  /** Bytes per second of this page; `null` while nothing is known. */
  setOwn(bytesPerSecond: number | null): number | null;
  /** Takes note of an upload that another page may work on. */
  follow(upload: UploadSnapshot): number | null;
  forget(id: string): number | null;
}

/** Each call answers the speed of all, in bytes per second. */
export function createTotalRate(): TotalRate {
  const others = new Map<string, number>();
  let own: number | null = null;

  function total(): number | null {
    if (others.size === 0) return own;
    return [...others.values()].reduce((sum, rate) => sum + rate, own ?? 0);
  }

  return {
    setOwn(bytesPerSecond) {
      own = bytesPerSecond;
      return total();
    },
    follow({ id, owner, progress }) {
      if (owner === 'other-page' && progress.bytesPerSecond !== null) others.set(id, progress.bytesPerSecond);
      else others.delete(id);
      return total();
    },
    forget(id) {
      others.delete(id);
      return total();
    },
  };
}
