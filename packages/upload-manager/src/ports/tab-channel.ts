/**
 * Carries messages between the pages of one origin and one namespace. Nothing is promised: messages may be lost, doubled
 * or late, and what arrives is untrusted.
 */
export interface TabChannel {
  /** Takes part until `leave`. A page does not hear itself. */
  join(onMessage: (message: unknown) => void): TabChannelSeat;
}

export interface TabChannelSeat {
  /** Everybody else who takes part gets a structured clone. */
  post(message: unknown): void;
  /** Nothing is heard or said from here on; leaving twice is harmless. */
  leave(): void;
}
