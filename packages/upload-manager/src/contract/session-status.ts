export const sessionStatuses = ['initiating', 'uploading', 'completed', 'failed', 'cancelled'] as const;
export type SessionStatus = (typeof sessionStatuses)[number];

/** The only transitions an upload session may make. Terminal states have none. */
export const sessionTransitions = {
  initiating: ['uploading', 'failed', 'cancelled'],
  uploading: ['completed', 'failed', 'cancelled'],
  completed: [],
  failed: [],
  cancelled: [],
} as const satisfies Record<SessionStatus, readonly SessionStatus[]>;

export function canSessionMove(from: SessionStatus, to: SessionStatus): boolean {
  return (sessionTransitions[from] as readonly SessionStatus[]).includes(to);
}

export function isTerminalSession(status: SessionStatus): boolean {
  return sessionTransitions[status].length === 0;
}

/** Why a session cannot be resumed. */
export const resumeBlockers = ['completed', 'cancelled', 'failed', 'expired', 'gone', 'completing'] as const;
export type ResumeBlocker = (typeof resumeBlockers)[number];
