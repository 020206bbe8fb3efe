import { createEngine } from '../engine/create-engine.ts';
import { type OnDemand, onDemand } from '../engine/on-demand.ts';
import type { UploadManager } from '../upload-manager.ts';
import type { TestBrowser } from './create-test-upload-manager.ts';

/** The code that comes after the page, which a browser may not get. */
export interface LateCode {
  /** Times it was asked for. */
  readonly attempts: number;
  arrives(): void;
  isMissing(): void;
  /** Opens a page whose engine has no other code than this. */
  openPage(browser: TestBrowser): UploadManager;
}

export function createLateCode(): LateCode {
  let isReachable = true;
  let attempts = 0;
  async function fetchCode<Module>(load: () => Promise<Module>): Promise<Module> {
    attempts += 1;
    if (!isReachable) throw new TypeError('Failed to fetch dynamically imported module');
    return load();
  }
  const code: OnDemand = {
    editing: () => fetchCode(onDemand.editing),
    library: () => fetchCode(onDemand.library),
    network: () => fetchCode(onDemand.network),
    preflight: () => fetchCode(onDemand.preflight),
    tabs: () => fetchCode(onDemand.tabs),
  };
  const options = {
    anonymous: true,
    apiHost: '',
    baseUrl: '',
    checksums: true,
    headers: async () => ({}),
    hooks: {},
    mostConnections: 64,
    paths: {},
    rules: {},
  };
  return {
    get attempts() {
      return attempts;
    },
    arrives: () => {
      isReachable = true;
    },
    isMissing: () => {
      isReachable = false;
    },
    openPage: ({ ports }) => createEngine(options, { ...ports, loadNetwork: async () => ports }, code),
  };
}
