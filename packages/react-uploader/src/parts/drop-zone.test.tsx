import { createEvent, fireEvent, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { enact } from '../testing/enact.ts';
import { createTransfer } from '../testing/file-drops.ts';
import { renderUploads } from '../testing/render-uploads.tsx';
import { DropZone } from './drop-zone.tsx';
import { DropZoneDescription, DropZoneLabel } from './drop-zone-text.tsx';
import { FileTrigger } from './file-trigger.tsx';

const file = (name: string) => new File(['content'], name);
const zone = () => screen.getByRole('group');

function renderZone(props: Partial<Parameters<typeof DropZone>[0]> = {}) {
  return renderUploads(
    <DropZone {...props}>
      <DropZoneLabel>Drop photos</DropZoneLabel>
      <FileTrigger />
      <DropZoneDescription>Up to 5 GB each</DropZoneDescription>
      <input aria-label="Album" />
    </DropZone>,
  );
}

describe('the drop zone', () => {
  it('R-C14 is a named, described group with one real button in it', () => {
    renderZone();

    const group = screen.getByRole('group', { name: 'Drop photos', description: 'Up to 5 GB each' });

    expect(group.hasAttribute('tabindex')).toBe(false);
    expect(screen.getAllByRole('button')).toEqual([screen.getByRole('button', { name: 'Choose files' })]);
  });

  it('has a name of its own when it is given no label', () => {
    renderUploads(<DropZone />);

    expect(screen.getByRole('group', { name: 'Add files' })).toBeTruthy();
  });

  it('takes dropped files and folders once, with what the host says about them', async () => {
    const { scripted } = renderZone({ uploadOptions: { referenceType: 'step_media' } });
    const folder = { 'a.txt': file('a.txt'), deep: { 'b.txt': file('b.txt') } };

    fireEvent.drop(zone(), { dataTransfer: createTransfer({ 'c.txt': file('c.txt'), folder }) });

    await waitFor(() => expect(scripted.manager.list.getState().ids).toHaveLength(3));
    expect(scripted.added.map(({ options }) => options)).toEqual(
      Array.from({ length: 3 }, () => ({ referenceType: 'step_media' })),
    );
  });

  it('lets a trigger in it say something else about the files it brings', async () => {
    const { scripted } = renderUploads(
      <DropZone uploadOptions={{ referenceType: 'zone' }}>
        <FileTrigger uploadOptions={{ referenceType: 'trigger' }} />
      </DropZone>,
    );
    const input = document.querySelector<HTMLInputElement>('input[type="file"]');

    await userEvent.upload(input ?? new HTMLInputElement(), file('a.txt'));

    expect(scripted.added.map(({ options }) => options)).toEqual([{ referenceType: 'trigger' }]);
  });

  it('is a drop target while files are over it, and not while text is', () => {
    renderZone();

    fireEvent.dragEnter(zone(), { dataTransfer: { types: ['text/plain'] } });
    const withText = zone().hasAttribute('data-drop-target');
    fireEvent.dragEnter(zone(), { dataTransfer: { types: ['Files'] } });
    const withFiles = zone().hasAttribute('data-drop-target');
    fireEvent.dragLeave(zone(), { dataTransfer: { types: ['Files'] } });

    expect([withText, withFiles, zone().hasAttribute('data-drop-target')]).toEqual([false, true, false]);
  });

  it('stays a drop target while the pointer moves over what is in it', () => {
    renderZone();
    const dataTransfer = { types: ['Files'] };

    fireEvent.dragEnter(zone(), { dataTransfer });
    fireEvent.dragEnter(screen.getByRole('button'), { dataTransfer });
    fireEvent.dragLeave(zone(), { dataTransfer });
    const inside = zone().hasAttribute('data-drop-target');
    fireEvent.dragLeave(screen.getByRole('button'), { dataTransfer });

    expect([inside, zone().hasAttribute('data-drop-target')]).toEqual([true, false]);
  });

  it('is left although an element under the pointer vanished without saying so', () => {
    const { rerender } = renderUploads(
      <DropZone>
        <b>vanishes</b>
      </DropZone>,
    );
    const dataTransfer = { types: ['Files'] };
    fireEvent.dragEnter(zone(), { dataTransfer });
    fireEvent.dragEnter(screen.getByText('vanishes'), { dataTransfer });

    rerender(<DropZone />);
    fireEvent.dragLeave(zone(), { dataTransfer });

    expect(zone().hasAttribute('data-drop-target')).toBe(false);
  });

  it('takes pasted files', async () => {
    const { scripted } = renderZone();

    fireEvent.paste(screen.getByRole('button'), {
      clipboardData: createTransfer({ 'shot.png': file('shot.png') }),
    });

    await waitFor(() => expect(scripted.manager.list.getState().ids).toHaveLength(1));
  });

  it('leaves pasted text to the field it was pasted into', () => {
    renderZone();
    const paste = createEvent.paste(screen.getByLabelText('Album'), {
      clipboardData: { types: ['text/plain'] },
    });

    fireEvent(screen.getByLabelText('Album'), paste);

    expect(paste.defaultPrevented).toBe(false);
  });

  it('takes a paste anywhere on the page when asked to', async () => {
    const { scripted } = renderZone({ paste: 'page' });
    const clipboardData = createTransfer({ 'shot.png': file('shot.png') });

    fireEvent.paste(document.body, { clipboardData });

    await waitFor(() => expect(scripted.manager.list.getState().ids).toHaveLength(1));
  });

  it('keeps the browser from leaving the page for a file that was dropped beside it', () => {
    renderZone();
    const beside = createEvent.drop(document.body, {
      dataTransfer: createTransfer({ 'a.txt': file('a.txt') }),
    });
    const text = createEvent.drop(document.body, { dataTransfer: { types: ['text/plain'] } });

    fireEvent(document.body, beside);
    fireEvent(document.body, text);

    expect([beside.defaultPrevented, text.defaultPrevented]).toEqual([true, false]);
  });

  it('takes nothing while it is disabled, and still keeps the browser on the page', () => {
    const { scripted } = renderZone({ isDisabled: true });
    const drop = createEvent.drop(zone(), { dataTransfer: createTransfer({ 'a.txt': file('a.txt') }) });

    fireEvent(zone(), drop);

    expect(drop.defaultPrevented).toBe(true);
    expect(scripted.added).toEqual([]);
    expect(screen.getByRole('button').getAttribute('aria-disabled')).toBe('true');
  });

  it('opens the picker on a click into its empty area, but not on a click on a field in it', async () => {
    renderZone();
    const input = document.querySelector<HTMLInputElement>('[data-upload-part="file-input"]');
    const click = vi.spyOn(input ?? new HTMLInputElement(), 'click');

    await userEvent.click(screen.getByText('Up to 5 GB each'));
    await userEvent.click(screen.getByLabelText('Album'));

    expect(click).toHaveBeenCalledTimes(1);
  });

  it('reports what could not be read', async () => {
    const locked = file('locked.db');
    const onUnreadable = vi.fn();
    const { scripted } = renderZone({ onUnreadable });

    fireEvent.drop(zone(), {
      dataTransfer: createTransfer(
        { folder: { 'locked.db': locked, 'a.txt': file('a.txt') } },
        { unreadable: [locked] },
      ),
    });

    await waitFor(() => expect(onUnreadable).toHaveBeenCalledExactlyOnceWith(['folder/locked.db']));
    expect(scripted.manager.list.getState().ids).toHaveLength(1);
  });

  it('listens to nothing on the page once it is gone', () => {
    const { unmount } = renderZone({ paste: 'page' });
    unmount();
    const drop = createEvent.drop(document.body, {
      dataTransfer: createTransfer({ 'a.txt': file('a.txt') }),
    });

    enact(() => fireEvent(document.body, drop));

    expect(drop.defaultPrevented).toBe(false);
  });
});
