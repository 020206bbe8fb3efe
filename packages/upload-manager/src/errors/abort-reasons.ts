/** Why work was stopped. Code decides by `signal.reason`, never by the name of the error it caught. */
export class PauseAbort extends Error {
  override readonly name = 'PauseAbort';
}

export class CancelAbort extends Error {
  override readonly name = 'CancelAbort';
}

/** The work is not wanted any more: its upload moved on, failed, or the manager was destroyed. */
export class SupersededAbort extends Error {
  override readonly name = 'SupersededAbort';
}
