import type { TestProject } from 'vitest/node';
import { type Radosgw, startRadosgw } from './start-radosgw.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The real S3 server that was started for this run. */
    readonly radosgw: Pick<Radosgw, 'url' | 'region' | 'credentials'>;
  }
}

/** One radosgw for all tests of a run; each test has buckets of its own in it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, region, credentials, close } = await startRadosgw();
  project.provide('radosgw', { url, region, credentials });
  return close;
}
