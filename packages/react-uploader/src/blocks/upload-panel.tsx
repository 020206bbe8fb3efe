'use client';
import type { Plan, UploadError, UploadMetadata, UploadOptions } from '@holdfast/upload-manager';
import { describeError } from '@holdfast/upload-manager/messages';
import { type ReactElement, useCallback, useState } from 'react';
import { useQuotaBlock } from '../hooks/account/use-quota-block.ts';
import { usePartMarks } from '../hooks/class-names.tsx';
import { useAnnouncer } from '../hooks/use-announcer.ts';
import { useLanguageProps } from '../hooks/use-language-props.ts';
import { useListShortcuts } from '../hooks/use-list-shortcuts.ts';
import { useLoaded } from '../hooks/use-loaded.ts';
import { useUploadWarning } from '../hooks/use-upload-warning.ts';
import { useUploads } from '../hooks/use-uploads.ts';
import { useWording } from '../hooks/use-wording.ts';
import { DropZone } from '../parts/drop-zone.tsx';
import type { DropZoneState } from '../parts/drop-zone-context.ts';
import { DropZoneDescription, DropZoneLabel } from '../parts/drop-zone-text.tsx';
import { FileTrigger } from '../parts/file-trigger.tsx';
import type { MetadataFieldDefinition } from '../parts/metadata-field.tsx';
import { UploadList } from '../parts/upload-list.tsx';
import type { UploaderWording } from '../texts/uploader-wording.ts';
import type { QuotaBannerProps } from './account/quota-banner.tsx';
import { DuplicatesNotice } from './duplicates-notice.tsx';
import { Icon } from './icon.tsx';
import { QuietButton } from './quiet-button.tsx';
import { RejectedNotice } from './rejected-notice.tsx';
import { ResumeBanner } from './resume-banner.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { UnreadableNotice } from './unreadable-notice.tsx';
import { UploadRow } from './upload-row.tsx';
import { UploadSummary } from './upload-summary.tsx';

export interface UploadPanelProps<Metadata extends object = UploadMetadata> {
  /** What the server is told about the files: workspace, reference, metadata. */
  readonly uploadOptions?: UploadOptions<Metadata>;
  /** Where a paste counts. @default 'zone' */
  readonly paste?: 'zone' | 'page' | 'off';
  /** Goes where files are deleted, from the banner that says that storage is full. */
  readonly onManageFiles?: () => void;
  /** Takes over when somebody wants a larger plan. @default goes to the plan's `upgrade_url`, or asks and changes the plan */
  readonly onUpgrade?: (plan: Plan) => void;
  /** Whether uploads can be selected, to act on many at once. @default false */
  readonly selectable?: boolean;
  /** Whether uploads can be put in another order. @default false */
  readonly reorderable?: boolean;
  /** What people may say about their files: of one, and of many at once. @default nothing */
  readonly detailFields?: readonly MetadataFieldDefinition<Metadata>[];
}

const noFields: readonly MetadataFieldDefinition[] = [];

/** A whole uploader: a place to drop files, all uploads with their parts, and the buttons that act on all of them. */
export function UploadPanel(props: UploadPanelProps): ReactElement {
  const part = usePartMarks();
  const { uploadOptions, paste = 'zone', onManageFiles, onUpgrade } = props;
  const { selectable = false, reorderable = false, detailFields = noFields } = props;
  const { isBlocked, refused } = useQuotaBlock(uploadOptions?.workspaceId);
  const wording = useWording();
  const { say } = wording;
  const languageProps = useLanguageProps();
  const announce = useAnnouncer();
  const isEmpty = useUploads((list) => list.ids.length === 0);
  const warning = useUploadWarning();
  const [unreadable, setUnreadable] = useState<readonly string[]>([]);

  function reportUnreadable(paths: readonly string[]) {
    setUnreadable(paths);
    announce(say('unreadable', { count: paths.length }));
  }

  return (
    <div {...languageProps} {...part('panel')}>
      <FullStorage
        isFull={isBlocked || refused.length > 0}
        workspaceId={uploadOptions?.workspaceId}
        onManageFiles={onManageFiles}
        onUpgrade={onUpgrade}
      />
      <DropZone
        isDisabled={isBlocked}
        uploadOptions={uploadOptions}
        paste={paste}
        onUnreadable={reportUnreadable}
        render={(zoneProps, zone) => (
          <div {...zoneProps}>
            <span {...part('drop-zone-mark')}>
              <Icon name="upload" />
            </span>
            <DropZoneLabel>{invitationOf(zone, wording)}</DropZoneLabel>
            <FileTrigger />
            <DropZoneDescription>{promiseOf(warning, wording)}</DropZoneDescription>
          </div>
        )}
      />
      <div {...part('panel-extras')}>
        {unreadable.length > 0 && <UnreadableNotice paths={unreadable} onDismiss={() => setUnreadable([])} />}
        <FileTrigger directory aria-disabled={isBlocked} uploadOptions={uploadOptions}>
          <Icon name="folder" />
          {say('chooseFolder')}
        </FileTrigger>
      </div>
      <ResumeBanner />
      <RejectedNotice />
      <DuplicatesNotice />
      {isEmpty ? (
        <EmptyList />
      ) : (
        <PanelList selectable={selectable} reorderable={reorderable} detailFields={detailFields} />
      )}
    </div>
  );
}

interface FullStorageProps extends QuotaBannerProps {
  readonly isFull: boolean;
}

/** Plans, what they cost and what they allow are code and words for the few pages that have no room left. */
function FullStorage({ isFull, ...bannerProps }: FullStorageProps): ReactElement | null {
  const QuotaBanner = useLoaded(loadQuotaBanner, isFull);
  return QuotaBanner === null ? null : <QuotaBanner {...bannerProps} />;
}

const loadQuotaBanner = async () => (await import('./account/quota-banner.tsx')).QuotaBanner;

const loadDetailsDialog = async () => (await import('./details-dialog.tsx')).DetailsDialog;

const loadShortcutsDialog = async () => (await import('./shortcuts-dialog.tsx')).ShortcutsDialog;

function invitationOf({ isReading, isDropTarget }: DropZoneState, { say }: UploaderWording): string {
  if (isReading) return say('readingFolders');
  return isDropTarget ? say('dropNow') : say('dropHere');
}

/** Whether people may leave is a promise, and one that a browser without storage cannot keep. */
function promiseOf(warning: UploadError | null, wording: UploaderWording): string {
  return warning?.code === 'storage_blocked'
    ? describeError(warning, wording).text
    : wording.say('safeToLeave');
}

type PanelListProps = Required<Pick<UploadPanelProps, 'selectable' | 'reorderable' | 'detailFields'>>;

function PanelList({ selectable, reorderable, detailFields }: PanelListProps): ReactElement {
  const { say } = useWording();
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const [editedIds, setEditedIds] = useState<readonly string[]>([]);
  const onEditDetails = detailFields.length === 0 ? undefined : setEditedIds;
  const DetailsDialog = useLoaded(loadDetailsDialog, editedIds.length > 0, detailFields.length > 0);
  const ShortcutsDialog = useLoaded(loadShortcutsDialog, isHelpOpen, true);
  const abilities = { canSelect: selectable, canReorder: reorderable };
  const onKeyDown = useListShortcuts({ ...abilities, onHelp: () => setIsHelpOpen(true) });
  const renderRow = useCallback(
    (id: string) => (
      <UploadRow
        id={id}
        selectable={selectable}
        reorderable={reorderable}
        onEditDetails={onEditDetails && ((edited) => onEditDetails([edited]))}
      />
    ),
    [selectable, reorderable, onEditDetails],
  );
  return (
    <>
      <UploadSummary>
        <QuietButton
          data-shape="icon"
          aria-label={say('shortcuts')}
          title={say('shortcuts')}
          onClick={() => setIsHelpOpen(true)}
        >
          <Icon name="keyboard" />
        </QuietButton>
      </UploadSummary>
      {selectable && <SelectionBar onEditDetails={onEditDetails} />}
      <UploadList onKeyDown={onKeyDown}>{renderRow}</UploadList>
      {editedIds.length > 0 && DetailsDialog !== null && (
        <DetailsDialog ids={editedIds} fields={detailFields} onClose={() => setEditedIds([])} />
      )}
      {isHelpOpen && ShortcutsDialog !== null && (
        <ShortcutsDialog {...abilities} onClose={() => setIsHelpOpen(false)} />
      )}
    </>
  );
}

function EmptyList(): ReactElement {
  const part = usePartMarks();
  const { say } = useWording();
  return (
    <div {...part('empty')}>
      <strong>{say('noUploads')}</strong>
      <span>{say('noUploadsHint')}</span>
    </div>
  );
}
