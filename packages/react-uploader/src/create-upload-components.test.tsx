import type { UploadManager } from '@holdfast/upload-manager';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, describe, expect, expectTypeOf, it } from 'vitest';
import { createUploadComponents } from './create-upload-components.tsx';
import { createScriptedManager } from './testing/create-scripted-manager.ts';
import { createTransfer } from './testing/file-drops.ts';

interface Photo {
  readonly caption: string;
  readonly takenIn?: number;
}

const scripted = createScriptedManager();
const Photos = createUploadComponents(scripted.manager as unknown as UploadManager<Photo>);

afterEach(cleanup);

function Caption({ id }: { readonly id: string }) {
  const upload = Photos.useUpload(id);
  const takenIn = Photos.useUpload(id, ({ options }) => options.metadata?.takenIn);
  expectTypeOf(upload?.options.metadata).toEqualTypeOf<Readonly<Photo> | undefined>();
  expectTypeOf(takenIn).toEqualTypeOf<number | undefined>();
  return (
    <figcaption>
      {upload?.options.metadata?.caption}, {takenIn}
    </figcaption>
  );
}

describe('the components of a manager', () => {
  it('need no manager, take metadata of its type only, and give it back', async () => {
    expectTypeOf<Parameters<typeof Photos.Panel>[0]>()
      .exclude<undefined>()
      .toHaveProperty('uploadOptions')
      .exclude<undefined>()
      .toHaveProperty('metadata')
      .toEqualTypeOf<Readonly<Photo> | undefined>();
    expectTypeOf<ReturnType<typeof Photos.useUploadManager>>().toEqualTypeOf<UploadManager<Photo>>();
    render(
      <StrictMode>
        <Photos.Provider>
          <Photos.DropZone uploadOptions={{ metadata: { caption: 'Sunset', takenIn: 2024 } }}>
            <Photos.Trigger />
          </Photos.DropZone>
          <Photos.List>
            {(id) => (
              <Photos.Item id={id}>
                <Photos.Name />
                <Caption id={id} />
              </Photos.Item>
            )}
          </Photos.List>
        </Photos.Provider>
      </StrictMode>,
    );

    fireEvent.drop(screen.getByRole('group'), {
      dataTransfer: createTransfer({ 'a.jpg': new File(['x'], 'a.jpg') }),
    });

    await waitFor(() =>
      expect(screen.getByRole('listitem', { name: 'a.jpg' }).textContent).toBe('a.jpgSunset, 2024'),
    );
  });
});
