import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCursor, parseCursor, toPage } from './page.ts';

describe('cursors', () => {
  it('say where a page ended', () => {
    fc.assert(
      fc.property(fc.nat(), fc.string({ maxLength: 200, unit: 'grapheme-ascii' }), (createdAt, id) => {
        expect(parseCursor(formatCursor({ createdAt, id }))).toEqual({ createdAt, id });
      }),
    );
  });

  it('with text no database takes are refused', () => {
    expect(() => parseCursor(btoaSafe('[1,"a\\u0000"]'))).toThrow('cursor');
  });

  it('anything else is refused, never a crash', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.json().map(btoaSafe)), (text) => {
        try {
          parseCursor(text);
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid_request' });
        }
      }),
    );
  });
});

function btoaSafe(text: string): string {
  return Buffer.from(text).toString('base64url');
}

describe('toPage', () => {
  const rows = [3, 2, 1].map((time) => ({ id: `r${time}`, created_at: time }));

  it('gives a cursor only when there is more', () => {
    expect(toPage(rows, 3)).toEqual({ rows, next_cursor: null });
    expect(toPage(rows, 2)).toEqual({
      rows: rows.slice(0, 2),
      next_cursor: formatCursor({ createdAt: 2, id: 'r2' }),
    });
    expect(toPage([], 2)).toEqual({ rows: [], next_cursor: null });
  });
});
