import { UploadError, type UploadState } from '@holdfast/upload-manager';
import { describe, expect, it } from 'vitest';
import { UploadPanel } from '../blocks/upload-panel.tsx';
import { completedState } from '../testing/create-scripted-manager.ts';
import { enact } from '../testing/enact.ts';
import { renderUploads } from '../testing/render-uploads.tsx';
import { sampleSession } from '../testing/sample-states.ts';
import { Upload } from '../upload.ts';
import { UploadClassNames } from './class-names.tsx';

const uploading: UploadState = { status: 'uploading', session: sampleSession, storedParts: [1], wait: null };
const failed: UploadState = {
  status: 'failed',
  error: new UploadError('timeout', 'x'),
  session: sampleSession,
  storedParts: [],
};
/** What people neither see nor hear of as a thing of its own. */
const unstyled = ['announcer', 'file-input', 'list-gap'];

function styledElements(): readonly HTMLElement[] {
  const all = document.querySelectorAll<HTMLElement>('[data-upload-part]');
  return [...all].filter(({ dataset }) => !unstyled.includes(dataset.uploadPart ?? ''));
}

describe('classes by the names of parts', () => {
  it('reach every element inside a panel', () => {
    const panel = <UploadPanel selectable reorderable />;
    const { rerender, scripted } = renderUploads(panel);
    enact(() => {
      scripted.put({ name: 'a.bin', state: uploading });
      scripted.put({ name: 'b.bin', state: failed, owner: 'other-page' });
      scripted.put({ name: 'c.bin', state: completedState('c.bin') });
    });
    const names = new Set(styledElements().map(({ dataset }) => dataset.uploadPart ?? ''));
    const classNames = Object.fromEntries([...names].map((name) => [name, `of-${name}`]));

    rerender(<UploadClassNames value={classNames}>{panel}</UploadClassNames>);

    expect(names.size).toBeGreaterThan(25);
    const wrong = styledElements().filter(
      (element) => element.getAttribute('class') !== `of-${element.dataset.uploadPart}`,
    );
    expect(wrong.map(({ dataset }) => dataset.uploadPart)).toEqual([]);
  });

  it('give way to a class of the part itself', () => {
    const { scripted } = renderUploads(
      <UploadClassNames value={{ 'item-name': 'slot', 'item-size': 'slot' }}>
        <Upload.List>
          {(id) => (
            <Upload.Item id={id}>
              <Upload.Name className="own" />
              <Upload.Size />
            </Upload.Item>
          )}
        </Upload.List>
      </UploadClassNames>,
    );
    enact(() => scripted.put({ name: 'a.bin', state: uploading }));

    const classOf = (part: string) => document.querySelector(`[data-upload-part="${part}"]`)?.className;
    expect([classOf('item-name'), classOf('item-size')]).toEqual(['own', 'slot']);
  });
});
