import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { TestProject } from 'vitest/node';
import { findOtherBrowsers } from '../../../scripts/other-browsers.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** The X server of this run, such as `:99`. */
    readonly display: string;
  }
}

/** One X server for all tests of a run, on the first display that is free. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const browsers = findOtherBrowsers();
  if ('missing' in browsers) throw new Error(`Tests in other browsers cannot run: ${browsers.missing}`);
  const child = spawn(browsers.xServer, ['-displayfd', '1', '-screen', '0', '1280x900x24'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  // An emitter says what comes with its event in an array.
  const [number] = (await once(child.stdout, 'data')) as [Buffer];
  project.provide('display', `:${number.toString().trim()}`);
  return async () => {
    const closed = once(child, 'close');
    child.kill('SIGTERM');
    await closed;
  };
}
