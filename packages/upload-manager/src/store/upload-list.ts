/** Totals over the whole list, kept by difference: reading them never walks ten thousand uploads. */
export interface UploadTotals {
  readonly count: number;
  /** Uploads that go on by themselves. */
  readonly active: number;
  readonly completed: number;
  readonly failed: number;
  readonly needsFile: number;
  readonly paused: number;
  /** Bytes of all uploads that were not cancelled and whose size is known. */
  readonly sizeBytes: number;
  readonly sentBytes: number;
  readonly confirmedBytes: number;
  /** Smoothed over all uploads; `null` until there is something to say. */
  readonly bytesPerSecond: number | null;
}

export interface UploadList {
  /** In the order of adding. A new array only when an upload comes or goes. */
  readonly ids: readonly string[];
  readonly totals: UploadTotals;
}

export const emptyUploadList: UploadList = {
  ids: [],
  totals: {
    count: 0,
    active: 0,
    completed: 0,
    failed: 0,
    needsFile: 0,
    paused: 0,
    sizeBytes: 0,
    sentBytes: 0,
    confirmedBytes: 0,
    bytesPerSecond: null,
  },
};
