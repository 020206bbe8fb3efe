import type { UploadManagerOptions } from '@holdfast/upload-manager';
import {
  createTestUploadManager as createOverEngine,
  type FakeConnectivity,
  type ManualClock,
  type TestUploadManager,
} from '@holdfast/upload-manager/testing';
import { act } from '@testing-library/react';

/**
 * A real engine over a browser and a backend in memory. Time stands still until `clock` is moved, and React has
 * rendered what came of it when the call returns.
 * @example
 * const { manager, backend, clock } = createTestUploadManager();
 * render(<UploadManagerProvider manager={manager}><Gallery /></UploadManagerProvider>);
 */
export function createTestUploadManager(options?: Omit<UploadManagerOptions, 'ports'>): TestUploadManager {
  const test = createOverEngine(options);
  return {
    ...test,
    clock: renderedClock(test.clock),
    connectivity: renderedConnectivity(test.connectivity),
  };
}

function renderedClock(clock: ManualClock): ManualClock {
  return {
    ...clock,
    advance: (byMs) => act(() => clock.advance(byMs)),
    freeze: (forMs) => act(() => clock.freeze(forMs)),
    get sleeping() {
      return clock.sleeping;
    },
  };
}

function renderedConnectivity(connectivity: FakeConnectivity): FakeConnectivity {
  return {
    ...connectivity,
    goOffline: () => act(() => connectivity.goOffline()),
    goOnline: () => act(() => connectivity.goOnline()),
  };
}
