'use client';
import { type ReactElement, useId } from 'react';
import { usePartMarks } from '../hooks/class-names.tsx';
import { useWording } from '../hooks/use-wording.ts';
import { useFocusHandover } from '../parts/use-focus-handover.ts';
import type { UploadTexts } from '../texts/catalogues/en.ts';
import { QuietButton } from './quiet-button.tsx';
import { useModal } from './use-modal.ts';

export interface ShortcutsDialogProps {
  /** Whether the keys that move a row are among them. */
  readonly canReorder: boolean;
  /** Whether the keys that select are among them. */
  readonly canSelect: boolean;
  /** It was closed. */
  readonly onClose: () => void;
}

interface Shortcut {
  readonly keys: readonly string[];
  readonly text: keyof UploadTexts & `shortcut${string}`;
  readonly needs?: 'canReorder' | 'canSelect';
}

const shortcuts: readonly Shortcut[] = [
  { keys: ['↑', '↓'], text: 'shortcutGo' },
  { keys: ['P'], text: 'shortcutPause' },
  { keys: ['Del'], text: 'shortcutRemove' },
  { keys: ['X'], text: 'shortcutSelect', needs: 'canSelect' },
  { keys: ['Ctrl A', '⌘ A'], text: 'shortcutSelectAll', needs: 'canSelect' },
  { keys: ['Alt ↑', 'Alt ↓'], text: 'shortcutMove', needs: 'canReorder' },
  { keys: ['Alt Home', 'Alt End'], text: 'shortcutMoveFar', needs: 'canReorder' },
  { keys: ['?'], text: 'shortcutHelp' },
];

/** What the keys do while the focus is in the list. */
export function ShortcutsDialog(props: ShortcutsDialogProps): ReactElement {
  const part = usePartMarks();
  const { say } = useWording();
  const { ref: dialog, onClose: heedClose } = useModal(props.onClose);
  const dialogRef = useFocusHandover(dialog);
  const titleId = useId();

  return (
    <dialog ref={dialogRef} aria-labelledby={titleId} onClose={heedClose} {...part('dialog')}>
      <h2 id={titleId}>{say('shortcuts')}</h2>
      <dl {...part('shortcuts')}>
        {shortcuts
          .filter(({ needs }) => needs === undefined || props[needs])
          .map(({ keys, text }) => (
            <div key={text}>
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{say(text)}</dd>
            </div>
          ))}
      </dl>
      <div {...part('dialog-actions')}>
        <QuietButton onClick={() => dialog.current?.close()}>{say('dismiss')}</QuietButton>
      </div>
    </dialog>
  );
}
