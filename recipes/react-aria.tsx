import {
  DropZone,
  FileTrigger,
  ItemName,
  ItemRemove,
  ItemStatus,
  type PartProps,
  UploadItem,
  UploadList,
  useUploadItem,
  useUploadProgress,
} from '@holdfast/react-uploader';
import type { MouseEvent } from 'react';
import { Button, ProgressBar, Text } from 'react-aria-components';

/** The parts as React Aria's components. */
export function ReactAriaUploads() {
  return (
    <DropZone>
      <FileTrigger render={(trigger) => <AriaButton {...trigger} />} />
      <UploadList>
        {(id) => (
          <UploadItem id={id}>
            <ItemName />
            <Bar />
            <ItemStatus render={(status) => <Text {...status} elementType="p" />} />
            <ItemRemove render={(remove) => <AriaButton {...remove} />} />
          </UploadItem>
        )}
      </UploadList>
    </DropZone>
  );
}

type AriaButtonProps = Omit<PartProps<'button'>, 'value' | 'onFocus' | 'onBlur' | 'onKeyDown' | 'onKeyUp'>;

/** Its button calls `disabled` by another name, and has a value and events of its own. No part uses those. */
function AriaButton({ disabled, onClick, ...button }: AriaButtonProps) {
  return (
    <Button
      {...button}
      isDisabled={disabled}
      // React Aria types the element of its events more widely; here it is always the button.
      onClick={(event) => onClick?.(event as MouseEvent<HTMLButtonElement>)}
    />
  );
}

/** React Aria's bar takes its value as a prop, so it renders with every tick: keep such a component this small. */
function Bar() {
  const { id, nameId } = useUploadItem();
  const progress = useUploadProgress(id);
  return (
    <ProgressBar value={progress?.percent ?? 0} aria-labelledby={nameId}>
      {({ percentage }) => <div style={{ inlineSize: `${percentage ?? 0}%` }} />}
    </ProgressBar>
  );
}
