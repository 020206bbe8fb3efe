import '@holdfast/react-uploader/styles.css';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { UploadsProvider } from './uploads-provider.tsx';

export const metadata: Metadata = { title: 'Photos' };

/** The provider is in the layout: uploads go on while people move between the pages below it. */
export default function Layout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <UploadsProvider>{children}</UploadsProvider>
      </body>
    </html>
  );
}
