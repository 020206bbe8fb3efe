import { describe } from 'vitest';
import { createBroadcastTabChannel } from './broadcast-tab-channel.ts';
import { createMemoryTabChannel } from './memory-tab-channel.ts';
import { describeTabChannel } from './tab-channel.suite.ts';

describe('R-F2 memory tab channel', () => {
  describeTabChannel(() => {
    const channel = createMemoryTabChannel();
    return [channel, channel, channel];
  });
});

describe('R-F2 BroadcastChannel tab channel', () => {
  // Node implements the same BroadcastChannel API as browsers.
  describeTabChannel(() => {
    const name = `channel-${Math.random()}`;
    return [
      createBroadcastTabChannel(name),
      createBroadcastTabChannel(name),
      createBroadcastTabChannel(name),
    ];
  });
});
