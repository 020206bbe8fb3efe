export const fileStatuses = ['pending', 'active', 'deleting', 'deleted', 'failed'] as const;
export type FileStatus = (typeof fileStatuses)[number];

/** The only transitions a file record may make. A record exists before the first byte does. */
export const fileTransitions = {
  pending: ['active', 'failed'],
  active: ['deleting'],
  deleting: ['deleted'],
  deleted: [],
  failed: [],
} as const satisfies Record<FileStatus, readonly FileStatus[]>;

export function canFileMove(from: FileStatus, to: FileStatus): boolean {
  return (fileTransitions[from] as readonly FileStatus[]).includes(to);
}

export const processingStatuses = ['none', 'queued', 'processing', 'done', 'failed'] as const;
export type ProcessingStatus = (typeof processingStatuses)[number];
