import { useUploadManager } from '@holdfast/react-uploader';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

/** The files of the workspace, fetched again when an upload arrives or a file is deleted, wherever that happens. */
export function WorkspaceFiles() {
  const uploads = useUploadManager();
  const queries = useQueryClient();
  const { data: files, error } = useQuery({
    queryKey: ['files'],
    queryFn: ({ signal }) => uploads.listFiles({ signal }),
  });

  useEffect(() => {
    const refresh = () => void queries.invalidateQueries({ queryKey: ['files'] });
    const stops = [uploads.on('completed', refresh), uploads.on('fileDeleted', refresh)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [uploads, queries]);

  if (error) return <p role="alert">The files could not be loaded.</p>;
  return (
    <ul aria-label="Files">
      {files?.items.map((file) => (
        <li key={file.file_id}>{file.file_name}</li>
      ))}
    </ul>
  );
}
