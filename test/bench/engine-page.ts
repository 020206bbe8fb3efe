import { createUploadManager } from '@holdfast/upload-manager';

/** The engine without an interface, for a fair comparison with a page that draws nothing either. */
const query = new URLSearchParams(location.search);
const manager = createUploadManager({ checksums: query.get('checksums') !== 'off' });
const input = document.querySelector('input');
const output = document.querySelector('output');

manager.on('changed', ({ upload }) => {
  if (output !== null) output.dataset.status = upload.state.status;
});
input?.addEventListener('change', () => manager.add(input.files ?? []));
