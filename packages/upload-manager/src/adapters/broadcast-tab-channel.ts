import type { TabChannel } from '../ports/tab-channel.ts';

/** BroadcastChannel: every page of the origin that joined under the same name, and nobody else. */
export function createBroadcastTabChannel(name: string): TabChannel {
  return {
    join(onMessage) {
      const channel = new BroadcastChannel(name);
      let hasLeft = false;
      channel.onmessage = (event: MessageEvent<unknown>) => {
        // Messages that were on their way when the channel closed still arrive in some browsers.
        if (!hasLeft) onMessage(event.data);
      };
      return {
        post(message) {
          if (!hasLeft) channel.postMessage(message);
        },
        leave() {
          hasLeft = true;
          channel.close();
        },
      };
    },
  };
}
