import { historyEntry } from '@holdfast/upload-manager/contract';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { toHistoryEntry } from './to-history-entry.ts';

const row = {
  id: 'f',
  file_name: 'a.png',
  size_bytes: 7,
  mime_type: 'image/png',
  status: 'active',
  processing_status: 'done',
  created_at: 0,
  updated_at: 1,
};

describe('R-D7 an entry of the history', () => {
  it('has one form for times and sizes, however the database hands them over', () => {
    const text = { ...row, size_bytes: '7', created_at: '0', updated_at: 1n };

    expect(toHistoryEntry(text)).toEqual(toHistoryEntry(row));
    expect(toHistoryEntry(row)).toEqual({
      file_id: 'f',
      file_name: 'a.png',
      size_bytes: 7,
      mime_type: 'image/png',
      status: 'active',
      processing_status: 'done',
      created_at: '1970-01-01T00:00:00.000Z',
      updated_at: '1970-01-01T00:00:00.001Z',
    });
  });

  it('has a default for everything that may be missing', () => {
    const { id, status, created_at } = row;

    expect(
      toHistoryEntry({ id, status, created_at, file_name: null, size_bytes: null, processing_status: null }),
    ).toEqual({
      file_id: 'f',
      file_name: 'file',
      size_bytes: 0,
      mime_type: 'application/octet-stream',
      status: 'active',
      processing_status: 'none',
      created_at: '1970-01-01T00:00:00.000Z',
      updated_at: '1970-01-01T00:00:00.000Z',
    });
  });

  it.each([
    ['status', 'archived'],
    ['status', null],
    ['processing_status', 'melting'],
    ['size_bytes', -1],
    ['size_bytes', '1e3'],
    ['created_at', Date.UTC(10_000, 0, 1)],
    ['id', ''],
  ])('is dropped when %s is %j', (column, value) => {
    expect(toHistoryEntry({ ...row, [column]: value })).toBeUndefined();
  });

  it('R-D12 record completeness: whatever is in a row, an entry is whole or there is none', () => {
    // Mostly as it should be, so that one wrong column is not hidden behind the others.
    const columnOf = (name: keyof typeof row) =>
      fc.oneof({ weight: 6, arbitrary: fc.constant(row[name]) }, { weight: 1, arbitrary: fc.anything() });
    const anything = fc.record(
      {
        id: columnOf('id'),
        file_name: columnOf('file_name'),
        size_bytes: columnOf('size_bytes'),
        mime_type: columnOf('mime_type'),
        status: columnOf('status'),
        processing_status: columnOf('processing_status'),
        created_at: columnOf('created_at'),
        updated_at: columnOf('updated_at'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(anything, fc.boolean(), (columns, isSound) => {
        const entry = toHistoryEntry(isSound ? { ...columns, ...row } : columns);
        if (isSound) expect(entry).toBeDefined();
        if (entry) expect(v.parse(v.strictObject(historyEntry.entries), entry)).toEqual(entry);
      }),
      { numRuns: 1000 },
    );
  });
});
