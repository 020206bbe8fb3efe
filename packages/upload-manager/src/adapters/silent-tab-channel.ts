import type { TabChannel } from '../ports/tab-channel.ts';

/** Where pages cannot talk to each other, each works alone. */
export function createSilentTabChannel(): TabChannel {
  return { join: () => ({ post: () => {}, leave: () => {} }) };
}
