import type { ReactElement } from 'react';
import { usePartMarks } from '../hooks/class-names.tsx';

const shortExtension = /^[\p{L}\p{N}]{1,4}$/u;

/** A sheet of paper with the file's extension on it. Decoration: the name beside it says the same. */
export function FileBadge({ fileName }: { readonly fileName: string }): ReactElement {
  const part = usePartMarks();
  const extension = extensionOf(fileName);
  return (
    <span {...part('file-badge')} aria-hidden="true">
      <svg viewBox="0 0 32 40" focusable="false" aria-hidden="true">
        <path d="M3 1.5h17.5L30.5 11v25a2.5 2.5 0 0 1-2.5 2.5H3A1.5 1.5 0 0 1 1.5 37V3A1.5 1.5 0 0 1 3 1.5z" />
        <path d="M20.5 1.5V9a2 2 0 0 0 2 2h8" />
      </svg>
      {extension !== '' && <span>{extension}</span>}
    </span>
  );
}

function extensionOf(fileName: string): string {
  const dot = fileName.lastIndexOf('.');
  const extension = dot <= 0 ? '' : fileName.slice(dot + 1);
  return shortExtension.test(extension) ? extension.toUpperCase() : '';
}
