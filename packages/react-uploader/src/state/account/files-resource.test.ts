import { UploadError } from '@holdfast/upload-manager';
import { describe, expect, it } from 'vitest';
import { createScriptedManager } from '../../testing/create-scripted-manager.ts';
import { sampleFile } from '../../testing/sample-states.ts';
import { createFilesResource } from './files-resource.ts';

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
const files = ['a', 'b', 'c', 'd', 'e'].map((name) => sampleFile(name));

async function open() {
  const scripted = createScriptedManager();
  scripted.setFiles(files, { pageSize: 2 });
  const resource = createFilesResource({ manager: scripted.manager });
  const close = resource.subscribe(() => {});
  await settle();
  const names = () => {
    const state = resource.getState();
    return state.status === 'ready' ? state.items.map((file) => file.file_name).join(' ') : state.status;
  };
  return { scripted, resource, close, names };
}

describe('the files on the server', () => {
  it('come page by page, until there are no more', async () => {
    const { resource, names } = await open();
    const first = names();

    resource.loadMore();
    await settle();
    resource.loadMore();
    await settle();
    resource.loadMore();

    expect(first).toBe('a b');
    expect(names()).toBe('a b c d e');
    expect(resource.getState()).toMatchObject({ more: { status: 'none' } });
  });

  it('list an upload that completes meanwhile on top, and only once', async () => {
    const { scripted, names } = await open();
    const id = scripted.put({ name: 'new' });

    scripted.move(id, { status: 'completed', file: sampleFile('new') });
    scripted.move(id, { status: 'completed', file: sampleFile('new') });

    expect(names()).toBe('new a b');
  });

  it('lose a file when it is deleted, and keep it when the server says no', async () => {
    const { scripted, resource, names } = await open();
    const refusal = new UploadError('file_in_use', 'in use');

    await resource.deleteFile('file-a');
    scripted.setDeletion(refusal);
    const rejection = await resource.deleteFile('file-b').catch((error: unknown) => error);

    expect(rejection).toBe(refusal);
    expect(names()).toBe('b');
  });

  it('keep what was loaded when the next page fails, and can go on', async () => {
    const { scripted, resource, names } = await open();
    scripted.setFiles(new UploadError('network', 'no line'));
    resource.loadMore();
    await settle();
    const failed = { names: names(), state: resource.getState() };
    scripted.setFiles(files);

    resource.loadMore();
    await settle();

    expect(failed.names).toBe('a b');
    expect(failed.state).toMatchObject({ more: { status: 'failed', error: { code: 'network' } } });
    expect(names()).toBe('a b c d');
  });

  it('say why they could not be listed, and load again when asked', async () => {
    const { scripted, resource, names } = await open();
    scripted.setFiles(new UploadError('forbidden', 'no'));
    resource.reload();
    await settle();
    const failed = resource.getState();
    scripted.setFiles(files);

    resource.reload();
    await settle();

    expect(failed).toMatchObject({ status: 'failed', error: { code: 'forbidden' } });
    expect(names()).toBe('a b');
  });

  it('listen to nothing when nobody looks any more', async () => {
    const { scripted, close } = await open();

    close();
    await settle();

    expect(scripted.countListeners()).toBe(0);
  });
});
