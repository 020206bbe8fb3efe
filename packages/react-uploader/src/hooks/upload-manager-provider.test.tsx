import { render, screen } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { completedState, createScriptedManager } from '../testing/create-scripted-manager.ts';
import { enact } from '../testing/enact.ts';
import { renderUploads } from '../testing/render-uploads.tsx';
import { de } from '../texts/whole/de.ts';
import { en } from '../texts/whole/en.ts';
import { UploadManagerProvider } from './upload-manager-provider.tsx';
import { useAnnouncer } from './use-announcer.ts';
import { useUploadManager } from './use-upload-manager.ts';

function ManagerUser() {
  useUploadManager();
  return null;
}

describe('the provider', () => {
  it('is named by the error of a hook that has none', () => {
    const silence = vi.spyOn(console, 'error').mockImplementation(() => {});

    expect(() => render(<ManagerUser />)).toThrow(/<UploadManagerProvider manager=/);

    silence.mockRestore();
  });

  it('leaves nothing attached to the manager, although strict mode mounts it twice', () => {
    const { scripted, unmount } = renderUploads(<ManagerUser />);
    const whileMounted = scripted.countListeners();

    unmount();

    expect(whileMounted).toBe(4);
    expect(scripted.countListeners()).toBe(0);
  });

  it('never destroys the manager: uploads outlive the components', () => {
    const first = renderUploads(<ManagerUser />);
    const destroy = vi.spyOn(first.scripted.manager, 'destroy');

    first.unmount();

    expect(destroy).not.toHaveBeenCalled();
  });
});

describe('R-C14 announcements', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const said = () => [...screen.getByRole('status').children].map((message) => message.textContent);

  it('come through one polite region that is there before the first of them', () => {
    renderUploads(null);

    const region = screen.getByRole('status');

    expect(region.getAttribute('aria-live')).toBe('polite');
    expect(said()).toEqual([]);
  });

  it('say what was added and what was uploaded, once each in strict mode', () => {
    const { scripted } = renderUploads(null);

    const id = enact(() => scripted.put({ name: 'photo.jpg' }));
    enact(() => vi.advanceTimersByTime(700));
    enact(() => scripted.move(id, completedState('photo.jpg')));
    enact(() => vi.advanceTimersByTime(700));

    expect(said()).toEqual(['photo.jpg added.', 'photo.jpg uploaded.']);
  });

  it('are said in the language of the moment, and none is lost to a change of it', () => {
    const scripted = createScriptedManager();
    const page = (catalogue: typeof en) => (
      <StrictMode>
        <UploadManagerProvider manager={scripted.manager} catalogue={catalogue} />
      </StrictMode>
    );
    const { rerender } = render(page(en));

    enact(() => scripted.put({ name: 'photo.jpg' }));
    rerender(page(de));
    enact(() => vi.advanceTimersByTime(700));

    expect(said()).toEqual(['photo.jpg hinzugefügt.']);
  });

  it('are said by one of two providers over one manager, and by the other when that is gone', () => {
    const scripted = createScriptedManager();
    const said: string[] = [];
    const page = (names: readonly string[]) => (
      <StrictMode>
        {names.map((name) => (
          <UploadManagerProvider
            key={name}
            manager={scripted.manager}
            onAnnounce={(text) => said.push(`${name}: ${text}`)}
          />
        ))}
      </StrictMode>
    );
    const { rerender } = render(page(['header', 'main']));
    const add = (name: string) => {
      enact(() => scripted.put({ name }));
      enact(() => vi.advanceTimersByTime(700));
    };

    add('a.txt');
    rerender(page(['main']));
    add('b.txt');

    expect(said).toEqual(['header: a.txt added.', 'main: b.txt added.']);
  });

  it('leave the region after seven seconds', () => {
    const { scripted } = renderUploads(null);

    enact(() => scripted.put({ name: 'photo.jpg' }));
    enact(() => vi.advanceTimersByTime(700));
    enact(() => vi.advanceTimersByTime(7000));

    expect(said()).toEqual([]);
  });

  it('are open to the host', () => {
    function Speaker() {
      const announce = useAnnouncer();
      return (
        <button type="button" onClick={() => announce('Album created.')}>
          Create
        </button>
      );
    }
    renderUploads(<Speaker />);

    enact(() => screen.getByRole('button').click());

    expect(said()).toEqual(['Album created.']);
  });
});
