import { describe, expect, it } from 'vitest';
import type { PartBody } from '../../core/part-body.ts';
import type { Transport } from '../../ports/transport.ts';
import { createFakeFile, createFakeHasher, createTestBrowser } from '../../testing/index.ts';

const kibibyte = 1024;

/** A page that counts what is read of files; `bytes` is what a small file is found to hold. */
function countingPage({ bytes = null as ArrayBuffer | null, checksums = true } = {}) {
  const fake = createFakeHasher();
  const counts = { reads: 0, digests: 0, slices: 0 };
  const hasher: typeof fake = {
    ...fake,
    digest: (...request) => {
      counts.digests += 1;
      return fake.digest(...request);
    },
    read: async (...request) => {
      counts.reads += 1;
      const { body, digest } = await fake.read(...request);
      return { digest, body: bytes ?? body };
    },
  };
  const browser = createTestBrowser({ hasher });
  const sent: PartBody[] = [];
  const transport: Transport = {
    send(request, options) {
      sent.push(request.body);
      return browser.backend.transport.send(request, options);
    },
  };
  const fileSources: typeof browser.fileSources = {
    ...browser.fileSources,
    open(input) {
      const source = browser.fileSources.open(input);
      return {
        ...source,
        slice: (start, end) => {
          counts.slices += 1;
          return source.slice(start, end);
        },
      };
    },
  };
  const manager = browser.openPage({ checksums }, { fileSources, transport });
  const ends: string[] = [];
  manager.on('completed', () => ends.push('completed'));
  manager.on('failed', ({ error }) => ends.push(error.code));
  return { ...browser, counts, ends, manager, sent };
}

describe('small files (R-F5)', () => {
  it.each([true, false])('are read once and never cut, with checksums %s', async (checksums) => {
    const { clock, counts, ends, manager } = countingPage({ checksums });

    manager.add([createFakeFile({ sizeBytes: 48 * kibibyte })]);
    await clock.advance(5000);

    expect(ends).toEqual(['completed']);
    expect(counts).toEqual({ reads: 1, digests: 0, slices: 0 });
  });

  it('are sent as the bytes that were hashed', async () => {
    const bytes = new ArrayBuffer(10);
    const { clock, manager, sent } = countingPage({ bytes });

    manager.add([createFakeFile({ sizeBytes: 10 })]);
    await clock.advance(5000);

    expect(sent).toEqual([bytes]);
    expect(sent[0]).toBe(bytes);
  });

  it('are not kept in memory while they are paused: their bytes are read again', async () => {
    const { backend, clock, counts, ends, manager } = countingPage();
    backend.holdBytes();
    manager.add([createFakeFile({ sizeBytes: 10 })]);
    await clock.advance(5000);

    manager.pause();
    backend.releaseBytes();
    manager.resume();
    await clock.advance(5000);

    expect(ends).toEqual(['completed']);
    expect(counts).toEqual({ reads: 1, digests: 1, slices: 1 });
  });

  it('fail as changed when they no longer have the size they were listed with', async () => {
    const { backend, clock, ends, manager } = countingPage({ bytes: new ArrayBuffer(9) });

    manager.add([createFakeFile({ sizeBytes: 10 })]);
    await clock.advance(5000);

    expect(ends).toEqual(['file_changed']);
    expect(backend.calls).not.toContain('initiateUploadBatch');
  });

  it('end where samples begin: a larger file is not read whole before it is opened', async () => {
    const { clock, counts, ends, manager } = countingPage({ checksums: false });

    manager.add([createFakeFile({ sizeBytes: 48 * kibibyte + 1 })]);
    await clock.advance(5000);

    expect(ends).toEqual(['completed']);
    expect(counts).toEqual({ reads: 0, digests: 3, slices: 4 });
  });
});
