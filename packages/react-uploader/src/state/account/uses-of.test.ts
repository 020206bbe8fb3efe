import { UploadError } from '@holdfast/upload-manager';
import { expect, it } from 'vitest';
import { usesOf } from './uses-of.ts';

const refusal = (details: Record<string, unknown>) => new UploadError('file_in_use', 'in use', { details });
const reference = (id: unknown) => ({ reference_type: 'icon', reference_id: id });

it('what uses a file is read out of the refusal, the first five of many', () => {
  const references = ['1', '2', '3', '4', '5', '6'].map(reference);

  const uses = usesOf(refusal({ references, reference_count: 40 }));

  expect(uses.references.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5']);
  expect(uses.count).toBe(40);
});

it.each([{}, { references: 'x' }, { references: [null, 1, {}, reference(5)], reference_count: 'many' }])(
  'what a server says that makes no sense names nothing',
  (details) => {
    expect(usesOf(refusal(details))).toEqual({ references: [], count: 0 });
  },
);
