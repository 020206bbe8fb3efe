'use client';
import type { UploadError } from '@holdfast/upload-manager';
import { describeError } from '@holdfast/upload-manager/messages';
import { type ReactElement, type ReactNode, useId, useRef, useState } from 'react';
import { useAccountWording } from '../../hooks/account/use-account-wording.ts';
import { usePartMarks } from '../../hooks/class-names.tsx';
import { asUploadError } from '../../state/as-upload-error.ts';
import type { AccountWording } from '../../texts/uploader-wording.ts';
import { QuietButton } from '../quiet-button.tsx';
import { useModal } from '../use-modal.ts';

export interface ConfirmDialogProps {
  readonly title: string;
  readonly explanation: string;
  /** More to know before the answer. */
  readonly children?: ReactNode;
  readonly confirmText: string;
  /** Instead of `confirmText` while it is being done. */
  readonly busyText: string;
  readonly keepText: string;
  /** How the button that confirms looks. */
  readonly tone: 'danger' | 'accent';
  /** What is asked for. What it rejects with is said in the dialog, which stays open. */
  readonly act: () => Promise<unknown>;
  /** `null` for the sentence for the error. */
  readonly describeFailure?: (error: UploadError, wording: AccountWording) => string | null;
  /** It was done and the dialog is closed. */
  readonly onDone: () => void;
  /** The dialog is closed and nothing was done. */
  readonly onKept: () => void;
}

type Progress =
  | { readonly status: 'asking' }
  | { readonly status: 'acting' }
  | { readonly status: 'failed'; readonly error: UploadError };

/** Asks before something that cannot be taken back. The browser keeps the focus inside and gives it back afterwards. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactElement {
  const { title, explanation, children, tone, act, describeFailure, onDone, onKept } = props;
  const wording = useAccountWording();
  const part = usePartMarks();
  const id = useId();
  const isDone = useRef(false);
  const [progress, setProgress] = useState<Progress>({ status: 'asking' });
  const isActing = progress.status === 'acting';
  const { ref: dialog, onClose } = useModal(heedClose);

  async function confirm() {
    setProgress({ status: 'acting' });
    try {
      await act();
    } catch (cause) {
      setProgress({ status: 'failed', error: asUploadError(cause) });
      return;
    }
    isDone.current = true;
    // Closed before it leaves the page, or the browser would not give the focus back.
    dialog.current?.close();
    onDone();
  }

  function heedClose() {
    if (isDone.current) return;
    if (!isActing) return onKept();
    // Browsers let no page refuse Escape twice.
    dialog.current?.showModal();
  }

  return (
    <dialog
      {...part('dialog')}
      ref={dialog}
      aria-labelledby={`${id}title`}
      aria-describedby={`${id}text`}
      onCancel={(event) => {
        // The answer is on its way: the dialog closes with it.
        if (isActing) event.preventDefault();
      }}
      onClose={onClose}
    >
      <h2 id={`${id}title`}>{title}</h2>
      <p id={`${id}text`}>{explanation}</p>
      <div role="alert" {...part('dialog-error')}>
        {progress.status === 'failed' && (
          <p>{describeFailure?.(progress.error, wording) ?? describeError(progress.error, wording).text}</p>
        )}
      </div>
      {children}
      <div {...part('dialog-actions')}>
        <QuietButton isIdle={isActing} onClick={() => dialog.current?.close()}>
          {props.keepText}
        </QuietButton>
        <QuietButton data-tone={tone} isIdle={isActing} onClick={() => void confirm()}>
          {isActing ? props.busyText : props.confirmText}
        </QuietButton>
      </div>
    </dialog>
  );
}
