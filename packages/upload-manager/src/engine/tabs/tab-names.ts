/** Pages of another version are not understood, and not listened to. */
export const tabMessageVersion = 1;

/** What any page may ask of the page that works on an upload. */
export const commandNames = ['pause', 'resume', 'cancel', 'retry', 'remove'] as const;
export type CommandName = (typeof commandNames)[number];

/** The user signed out: every page forgets what it has. */
export const signedOut = 'signed-out';
