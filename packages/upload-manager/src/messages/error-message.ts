/** What a person can do about an error. Interfaces offer the matching button. */
export type ErrorAction =
  | 'none'
  | 'wait'
  | 'retry'
  | 'free-space'
  | 'upgrade'
  | 'choose-file'
  | 'sign-in'
  | 'contact';

export interface ErrorMessage {
  /** One or two sentences: what happened, and what to do next. */
  readonly text: string;
  readonly action: ErrorAction;
}
