import { UploadError, type UploadOwner, type UploadState } from '@holdfast/upload-manager';
import { fireEvent, screen } from '@testing-library/react';
import { createRef, type MouseEvent, type ReactElement, type ReactNode, type Ref } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { completedState } from '../testing/create-scripted-manager.ts';
import { enact } from '../testing/enact.ts';
import { renderUploads } from '../testing/render-uploads.tsx';
import { sampleQuota, sampleSession } from '../testing/sample-states.ts';
import { Upload } from '../upload.ts';
import { QuotaMeter } from './account/quota-meter.tsx';

const uploading: UploadState = { status: 'uploading', session: sampleSession, storedParts: [1], wait: null };
const failed: UploadState = {
  status: 'failed',
  error: new UploadError('timeout', 'x'),
  session: sampleSession,
  storedParts: [],
};

function waitingFor(need: 'file' | 'permission'): UploadState {
  return { status: 'needs-file', session: sampleSession, storedParts: [1], need, error: null };
}

/** What a host hands to a part, and what it renders it as. */
interface Host {
  readonly className: string;
  readonly onClick: (event: MouseEvent) => void;
  readonly ref: Ref<never>;
  readonly render: (props: object, state: object) => ReactElement;
}

interface Case {
  readonly name: string;
  readonly part: (host: Host) => ReactNode;
  /** What the host's function learns. */
  readonly state: object;
  /** Of the upload the part belongs to. */
  readonly of?: UploadState;
  readonly owner?: UploadOwner;
}

const cases: readonly Case[] = [
  {
    name: 'DropZone',
    part: (host) => <Upload.DropZone {...host} />,
    state: { isDropTarget: false, isReading: false, isDisabled: false },
  },
  {
    name: 'Label',
    part: (host) => <Upload.Label {...host} />,
    state: { isDropTarget: false, isReading: false, isDisabled: false },
  },
  {
    name: 'Description',
    part: (host) => <Upload.Description {...host} />,
    state: { isDropTarget: false, isReading: false, isDisabled: false },
  },
  { name: 'Trigger', part: (host) => <Upload.Trigger {...host} />, state: { isDisabled: false } },
  {
    name: 'List',
    part: (host) => <Upload.List {...host}>{() => null}</Upload.List>,
    state: { isEmpty: false, isWindowed: false },
  },
  { name: 'Name', part: (host) => <Upload.Name {...host} />, state: { file: { name: 'a.bin' } } },
  { name: 'Size', part: (host) => <Upload.Size {...host} />, state: { sizeBytes: sampleSession.fileSize } },
  { name: 'Percent', part: (host) => <Upload.Percent {...host} />, state: { status: 'uploading' } },
  { name: 'Progress', part: (host) => <Upload.Progress {...host} />, state: { status: 'uploading' } },
  { name: 'Parts', part: (host) => <Upload.Parts {...host} />, state: { partCount: 5, segmentCount: 5 } },
  {
    name: 'Status',
    part: (host) => <Upload.Status {...host} />,
    state: { status: 'uploading', error: null },
  },
  { name: 'Transfer', part: (host) => <Upload.Transfer {...host} />, state: { id: 'upload-1' } },
  { name: 'PauseToggle', part: (host) => <Upload.PauseToggle {...host} />, state: { action: 'pause' } },
  { name: 'Cancel', part: (host) => <Upload.Cancel {...host} />, state: { action: 'cancel' } },
  { name: 'Retry', part: (host) => <Upload.Retry {...host} />, state: { action: 'retry' }, of: failed },
  {
    name: 'Remove',
    part: (host) => <Upload.Remove {...host} />,
    state: { action: 'remove' },
    of: completedState('a.bin'),
  },
  {
    name: 'ChooseFile',
    part: (host) => <Upload.ChooseFile {...host} />,
    state: { action: 'choose-file' },
    of: waitingFor('file'),
  },
  {
    name: 'AllowAccess',
    part: (host) => <Upload.AllowAccess {...host} />,
    state: { action: 'allow-access' },
    of: waitingFor('permission'),
  },
  { name: 'Thumbnail', part: (host) => <Upload.Thumbnail {...host} />, state: { isLoaded: false } },
  { name: 'Checkbox', part: (host) => <Upload.Checkbox {...host} />, state: { isSelected: false } },
  { name: 'DragHandle', part: (host) => <Upload.DragHandle {...host} />, state: { id: 'upload-1' } },
  { name: 'MoveUp', part: (host) => <Upload.MoveUp {...host} />, state: { action: 'move-up' } },
  { name: 'MoveDown', part: (host) => <Upload.MoveDown {...host} />, state: { action: 'move-down' } },
  {
    name: 'Owner',
    part: (host) => <Upload.Owner {...host} />,
    state: { owner: 'other-page' },
    owner: 'other-page',
  },
  {
    name: 'TakeOver',
    part: (host) => <Upload.TakeOver {...host} />,
    state: { action: 'take-over' },
    owner: 'other-page',
  },
  {
    name: 'QuotaMeter',
    part: (host) => <QuotaMeter {...host} quota={sampleQuota} />,
    state: { level: 'ok', isUnlimited: false },
  },
];

describe('every part', () => {
  it.each(cases)('$name is what the host renders it as, with its ref, class and handler', (tested) => {
    const ref = createRef<never>();
    // Keeps the part from doing what it does, and perhaps from being there any more.
    const onClick = vi.fn((event: MouseEvent) => event.preventDefault());
    const states: object[] = [];
    const host: Host = {
      className: 'of-the-host',
      onClick,
      ref,
      render: (props, state) => {
        states.push(state);
        return <article data-testid="host" {...props} />;
      },
    };

    const { scripted } = renderUploads(
      <Upload.List>{(id) => <Upload.Item id={id}>{tested.part(host)}</Upload.Item>}</Upload.List>,
    );
    enact(() =>
      scripted.put({ name: 'a.bin', state: tested.of ?? uploading, owner: tested.owner ?? 'this-page' }),
    );
    const element = screen.getByTestId('host');
    fireEvent.click(element);

    expect(element.tagName).toBe('ARTICLE');
    expect(ref.current).toBe(element);
    expect(element.className).toBe('of-the-host');
    expect(element.dataset.uploadPart).toBeTruthy();
    expect(onClick).toHaveBeenCalledTimes(1);
    expect(states.at(-1)).toMatchObject(tested.state);
  });

  it('Item is what the host renders it as, with its ref, class and handler', () => {
    const ref = createRef<HTMLLIElement>();
    const onClick = vi.fn();
    const { scripted } = renderUploads(
      <Upload.List>
        {(id) => (
          <Upload.Item
            id={id}
            ref={ref}
            className="of-the-host"
            onClick={onClick}
            render={(props, { status }) => <li {...props} title={status} />}
          />
        )}
      </Upload.List>,
    );
    enact(() => scripted.put({ name: 'a.bin', state: uploading }));
    const item = screen.getByRole('listitem');
    fireEvent.click(item);

    expect(ref.current).toBe(item);
    expect([item.className, item.title, onClick.mock.calls.length]).toEqual(['of-the-host', 'uploading', 1]);
  });

  it('leaves the ref of a host alone while its element stays', () => {
    const seen: (string | undefined)[] = [];
    const observe = (element: HTMLElement | null) => {
      seen.push(element?.tagName);
    };
    const { scripted } = renderUploads(
      <Upload.List ref={observe}>
        {(id) => (
          <Upload.Item id={id} ref={observe}>
            <Upload.Progress ref={observe} />
            <Upload.Cancel ref={observe} />
          </Upload.Item>
        )}
      </Upload.List>,
    );
    const id = enact(() => scripted.put({ name: 'a.bin', state: uploading }));
    enact(() => scripted.put({ name: 'b.bin', state: uploading }));
    const before = seen.length;

    enact(() => scripted.move(id, { status: 'paused', session: sampleSession, storedParts: [1] }));
    enact(() => scripted.manager.move(id, 1));

    expect(before).toBeGreaterThanOrEqual(7);
    expect(seen.slice(before)).toEqual([]);
  });

  it('lets the host keep a button from doing what it does', () => {
    const { scripted } = renderUploads(
      <Upload.List>
        {(id) => (
          <Upload.Item id={id}>
            <Upload.Cancel onClick={(event) => event.preventDefault()} />
          </Upload.Item>
        )}
      </Upload.List>,
    );
    const id = enact(() => scripted.put({ name: 'a.bin', state: uploading }));

    fireEvent.click(screen.getByRole('button', { name: 'Cancel a.bin' }));

    expect(scripted.manager.getUpload(id)?.getState().state.status).toBe('uploading');
  });

  it('runs the handlers of the host beside those of the drop zone', () => {
    const onDragEnter = vi.fn();
    const onFocus = vi.fn();
    renderUploads(<Upload.DropZone onDragEnter={onDragEnter} onFocus={onFocus} />);
    const zone = screen.getByRole('group');

    fireEvent.dragEnter(zone, { dataTransfer: { types: ['Files'] } });

    expect(onDragEnter).toHaveBeenCalledTimes(1);
    expect(zone.hasAttribute('data-drop-target')).toBe(true);
  });
});
