import { describe, expect, it } from 'vitest';
import { useAnnouncer } from '../hooks/use-announcer.ts';
import { enact } from './enact.ts';
import { announcements, findAnnouncement } from './index.ts';
import { renderUploads } from './render-uploads.tsx';

function Announcing({ onReady }: { readonly onReady: (announce: ReturnType<typeof useAnnouncer>) => void }) {
  onReady(useAnnouncer());
  return null;
}

describe('R-F9 what a test of the user hears', () => {
  it('is every sentence in order, or only those of one politeness', () => {
    let announce: ReturnType<typeof useAnnouncer> = () => {};
    renderUploads(
      <Announcing
        onReady={(ready) => {
          announce = ready;
        }}
      />,
    );

    enact(() => announce('First.'));
    enact(() => announce('Stop!', 'assertive'));
    enact(() => announce('Second.'));

    expect(announcements()).toEqual(['First.', 'Second.', 'Stop!']);
    expect(announcements('assertive')).toEqual(['Stop!']);
  });

  it('is waited for: what happens together is said together, a moment later', async () => {
    const { scripted } = renderUploads(null);
    enact(() => scripted.put({ name: 'a.txt' }));
    enact(() => scripted.put({ name: 'b.txt' }));
    const atOnce = announcements();

    const said = await findAnnouncement(/added/);

    expect([atOnce, said]).toEqual([[], '2 files added.']);
  });
});
