'use client';
import { type MouseEvent, type ReactElement, useRef } from 'react';
import { chainPreventable } from '../hooks/chain-handlers.ts';
import { usePartMarks } from '../hooks/class-names.tsx';
import { mergeRefs } from '../hooks/merge-refs.ts';
import type { PartProps, PartRender } from './part-props.ts';
import { useUploadItem } from './upload-item-context.ts';
import { useFocusHandover } from './use-focus-handover.ts';

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

export interface ItemActionButtonProps {
  readonly buttonProps: ItemButtonProps;
  readonly action: ItemAction;
  /** What is seen. */
  readonly text: string;
  /** What is read aloud: the text with the file's name, because a list holds many of the same buttons. */
  readonly label: string;
  readonly onPress: () => void;
}

/** The button all actions of a row are made of. */
export function ItemActionButton(props: ItemActionButtonProps): ReactElement {
  const part = usePartMarks();
  const { buttonProps, action, text, label, onPress } = props;
  const { render, ref, ...rest } = buttonProps;
  const { statusId } = useUploadItem();
  const element = useRef<HTMLButtonElement>(null);
  useFocusHandover(element);
  const allProps: PartProps<'button'> = {
    ...part('item-button'),
    type: 'button',
    'aria-label': label,
    'aria-describedby': statusId,
    children: text,
    ...rest,
    ref: mergeRefs(element, ref),
    onClick: chainPreventable<MouseEvent<HTMLButtonElement>>(rest.onClick, onPress),
    'data-action': action,
  };
  return render === undefined ? <button {...allProps} /> : render(allProps, { action });
}
