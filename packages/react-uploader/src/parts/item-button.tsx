'use client';
import type { UploadManager } from '@holdfast/upload-manager';
import type { MouseEvent, ReactElement } from 'react';
import { chainPreventable } from '../hooks/chain-handlers.ts';
import { type UploadView, useUpload } from '../hooks/use-upload.ts';
import { useUploadManager } from '../hooks/use-upload-manager.ts';
import { useWording } from '../hooks/use-wording.ts';
import type { UploadTexts } from '../texts/catalogues/en.ts';
import type { PartProps, PartRender } from './part-props.ts';
import { useUploadItem } from './upload-item-context.ts';
import { useFocusHandover } from './use-focus-handover.ts';
import { usePart } from './use-part.ts';

/** What a row's button does. @selector [data-action="pause"] and so on */
export type ItemAction =
  | 'pause'
  | 'resume'
  | 'retry'
  | 'cancel'
  | 'remove'
  | 'choose-file'
  | 'allow-access'
  | 'take-over'
  | 'edit-details'
  | 'move-up'
  | 'move-down';

export interface ItemButtonState {
  /** What the button does now. @selector [data-action="pause"] and so on */
  readonly action: ItemAction;
}

export interface ItemButtonProps extends PartProps<'button'> {
  readonly render?: PartRender<PartProps<'button'>, ItemButtonState>;
}

/** Texts that say the same of every file. */
type PlainText = {
  [Key in keyof UploadTexts]: UploadTexts[Key] extends `${string}{${string}` | object ? never : Key;
}[keyof UploadTexts];

/** Texts that name a file, and nothing else. */
type NamingText = {
  [Key in keyof UploadTexts]: UploadTexts[Key] extends `${infer Before}{name}${infer After}`
    ? `${Before}${After}` extends `${string}{${string}`
      ? never
      : Key
    : never;
}[keyof UploadTexts];

/** What tells the buttons of a row apart. */
export interface ItemButtonKind {
  readonly action: ItemAction;
  /** What is seen. */
  readonly text: PlainText;
  /** What is read aloud: the text with the file's name, because a list holds many of the same buttons. */
  readonly label: NamingText;
  /** Whether there is anything to press now: without it there is no button. */
  readonly isOffered: (upload: UploadView) => boolean;
  readonly press: (manager: UploadManager, id: string) => void;
}

interface ItemButtonOptions extends ItemButtonKind {
  readonly buttonProps: ItemButtonProps;
}

/** The button all actions of a row are made of. */
export function ItemButton({ isOffered, ...rest }: ItemButtonOptions): ReactElement | null {
  const { id } = useUploadItem();
  const name = useUpload(id, (upload) => (isOffered(upload) ? upload.file.name : null)) ?? null;
  return name === null ? null : <OfferedButton {...rest} name={name} />;
}

interface OfferedButtonProps extends Omit<ItemButtonOptions, 'isOffered'> {
  readonly name: string;
}

/** Comes and goes with the offer, so that the focus it had can go on elsewhere. */
function OfferedButton(props: OfferedButtonProps): ReactElement {
  const { buttonProps, action, text, label, press, name } = props;
  const draw = usePart('button', 'item-button', buttonProps);
  const { id, statusId } = useUploadItem();
  const manager = useUploadManager();
  const { say } = useWording();
  const ref = useFocusHandover(buttonProps.ref);
  return draw(
    { action },
    {
      type: 'button',
      'aria-label': say(label, { name }),
      'aria-describedby': statusId,
      children: say(text),
    },
    {
      ref,
      onClick: chainPreventable<MouseEvent<HTMLButtonElement>>(buttonProps.onClick, () => press(manager, id)),
      'data-action': action,
    },
  );
}
