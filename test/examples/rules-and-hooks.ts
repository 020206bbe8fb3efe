import { createUploadManager } from '@holdfast/upload-manager';

export const photos = createUploadManager({
  rules: { accept: ['image/*', '.heic'], maxSizeBytes: 50_000_000, maxFiles: 200 },
  async beforeUpload({ file }, { blob, signal }) {
    const isKnown = await fetch(`/photos/${encodeURIComponent(file.name)}`, { method: 'HEAD', signal });
    if (isKnown.ok) return { refuse: `${file.name} is in the album already.` };
    return { options: { metadata: { orientation: await readOrientation(blob) } } };
  },
  async afterUpload(_upload, file) {
    await fetch('/photos', { method: 'POST', body: JSON.stringify({ fileId: file.file_id }) });
  },
});

/** What a person should know before a byte is sent. */
export async function findProblems(files: readonly File[]): Promise<readonly string[]> {
  const { error, files: checked } = await photos.preflight(files);
  const refused = checked.flatMap((one) =>
    one.error === null ? [] : [`${one.file.name}: ${one.error.code}`],
  );
  return error === null ? refused : [...refused, error.code];
}

async function readOrientation(blob: Blob): Promise<number> {
  const bitmap = await createImageBitmap(blob);
  return bitmap.width >= bitmap.height ? 1 : 6;
}
