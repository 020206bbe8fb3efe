import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileIdOfKey, finalKey, projectPrefix, tenantPrefix } from './key-layout.ts';

const id = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 255 }),
  fc.constantFrom('..', '.', '/', '../..', 'a/b', 'constructor', '__proto__', '=h', '=2f', 'ü'.repeat(255)),
);

describe('R-B1 the keys of files', () => {
  it('are plain path segments within a tenant and a project, whatever these are called', async () => {
    await fc.assert(
      fc.asyncProperty(id, fc.option(id), async (tenantId, projectId) => {
        const key = await finalKey({ tenantId, projectId, fileId: 'f-1' });

        expect(key).toMatch(/^tenants\/[\w=-]{1,200}\/(projects\/[\w=-]{1,200}\/)?files\/f-1$/);
        expect(key.startsWith(await tenantPrefix(tenantId))).toBe(true);
        if (projectId !== null) expect(key.startsWith(await projectPrefix(tenantId, projectId))).toBe(true);
        expect(fileIdOfKey(key)).toBe('f-1');
      }),
    );
  });

  it('R-B3 lie under the prefix of no other project, also when one name begins with the other', async () => {
    await fc.assert(
      fc.asyncProperty(id, id, fc.string(), async (left, right, ending) => {
        for (const other of [right, left + ending]) {
          if (other === left) continue;
          const key = await finalKey({ tenantId: 't', projectId: other, fileId: 'f' });
          expect(key.startsWith(await projectPrefix('t', left))).toBe(false);
        }
      }),
    );
  });
});
