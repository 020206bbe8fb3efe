'use client';
import { describeError, type UploadError, type UploadOptions } from '@holdfast/upload-manager';
import { type ReactElement, useState } from 'react';
import { useAnnouncer } from '../hooks/use-announcer.ts';
import { useUploadWarning } from '../hooks/use-upload-warning.ts';
import { useUploads } from '../hooks/use-uploads.ts';
import { useWording } from '../hooks/use-wording.ts';
import { DropZone, type DropZoneState } from '../parts/drop-zone.tsx';
import { DropZoneDescription, DropZoneLabel } from '../parts/drop-zone-text.tsx';
import { FileTrigger } from '../parts/file-trigger.tsx';
import { UploadList } from '../parts/upload-list.tsx';
import type { UploaderTexts } from '../texts/english.ts';
import { Icon } from './icon.tsx';
import { UnreadableNotice } from './unreadable-notice.tsx';
import { UploadRow } from './upload-row.tsx';
import { UploadSummary } from './upload-summary.tsx';

export interface UploadPanelProps {
  /** What the server is told about the files: workspace, reference, metadata. */
  readonly uploadOptions?: UploadOptions;
  /** Where a paste counts. @default 'zone' */
  readonly paste?: 'zone' | 'page' | 'off';
}

/** A whole uploader: a place to drop files, all uploads with their parts, and the buttons that act on all of them. */
export function UploadPanel({ uploadOptions, paste = 'zone' }: UploadPanelProps): ReactElement {
  const { texts, count } = useWording();
  const announce = useAnnouncer();
  const isEmpty = useUploads((list) => list.ids.length === 0);
  const warning = useUploadWarning();
  const [unreadable, setUnreadable] = useState<readonly string[]>([]);

  function reportUnreadable(paths: readonly string[]) {
    setUnreadable(paths);
    announce(texts.unreadable(paths.length, count(paths.length)));
  }

  return (
    <div data-upload-part="panel">
      <DropZone
        uploadOptions={uploadOptions}
        paste={paste}
        onUnreadable={reportUnreadable}
        render={(zoneProps, zone) => (
          <div {...zoneProps}>
            <span data-upload-part="drop-zone-mark">
              <Icon name="upload" />
            </span>
            <DropZoneLabel>{invitationOf(zone, texts)}</DropZoneLabel>
            <FileTrigger />
            <DropZoneDescription>{promiseOf(warning, texts)}</DropZoneDescription>
          </div>
        )}
      />
      <div data-upload-part="panel-extras">
        {unreadable.length > 0 && <UnreadableNotice paths={unreadable} onDismiss={() => setUnreadable([])} />}
        <FileTrigger directory uploadOptions={uploadOptions}>
          <Icon name="folder" />
          {texts.chooseFolder}
        </FileTrigger>
      </div>
      {isEmpty ? (
        <EmptyList />
      ) : (
        <>
          <UploadSummary />
          <UploadList>{renderRow}</UploadList>
        </>
      )}
    </div>
  );
}

function invitationOf({ isReading, isDropTarget }: DropZoneState, texts: UploaderTexts): string {
  if (isReading) return texts.readingFolders;
  return isDropTarget ? texts.dropNow : texts.dropHere;
}

/** Whether people may leave is a promise, and one that a browser without storage cannot keep. */
function promiseOf(warning: UploadError | null, texts: UploaderTexts): string {
  return warning?.code === 'storage_blocked' ? describeError(warning).text : texts.safeToLeave;
}

const renderRow = (id: string) => <UploadRow id={id} />;

function EmptyList(): ReactElement {
  const { texts } = useWording();
  return (
    <div data-upload-part="empty">
      <strong>{texts.noUploads}</strong>
      <span>{texts.noUploadsHint}</span>
    </div>
  );
}
