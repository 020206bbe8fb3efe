'use client';
import { UploadManagerProvider } from '@holdfast/react-uploader';
import { type ReactNode, useEffect } from 'react';
import { uploads } from './uploads.ts';

/** Client code of its own: a manager is no data that a server component could hand over. */
export function UploadsProvider({ children }: { readonly children: ReactNode }) {
  useEffect(() => {
    // What an earlier page left unfinished goes on. The list was empty on the server, so it begins only now.
    void uploads.restore();
  }, []);

  return <UploadManagerProvider manager={uploads}>{children}</UploadManagerProvider>;
}
