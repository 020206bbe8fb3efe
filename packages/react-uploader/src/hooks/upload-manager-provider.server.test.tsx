// @vitest-environment node
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { FilesTable } from '../blocks/account/files-table.tsx';
import { QuotaCard } from '../blocks/account/quota-card.tsx';
import { UploadPanel } from '../blocks/upload-panel.tsx';
import { createScriptedManager } from '../testing/create-scripted-manager.ts';
import { UploadManagerProvider } from './upload-manager-provider.tsx';

describe('on a server', () => {
  it('every block renders its first state, touches no browser object and asks nothing', () => {
    const scripted = createScriptedManager();
    scripted.put({ name: 'from-elsewhere.txt' });

    const html = renderToString(
      <UploadManagerProvider manager={scripted.manager}>
        <UploadPanel />
        <QuotaCard />
        <FilesTable />
      </UploadManagerProvider>,
    );

    expect(html).toContain('Drop files or folders here');
    expect(html).toContain('Looking up your storage');
    expect(html).toContain('Loading your files');
    expect(html).toContain('role="status"');
    expect(html).not.toContain('from-elsewhere.txt');
    expect(scripted.requests).toEqual([]);
    expect(scripted.countListeners() + scripted.countSubscriptions()).toBe(0);
  });
});
