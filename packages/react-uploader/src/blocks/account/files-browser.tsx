'use client';
import type { FileReference } from '@holdfast/upload-manager';
import { type ReactElement, useRef, useState } from 'react';
import { useAccountWording } from '../../hooks/account/use-account-wording.ts';
import { useCallerState } from '../../hooks/account/use-caller-state.ts';
import type { Labels } from '../../hooks/account/use-labels.ts';
import { useReferenceLabel } from '../../hooks/account/use-reference-label.ts';
import { useReferences } from '../../hooks/account/use-references.ts';
import { usePartMarks } from '../../hooks/class-names.tsx';
import { useAnnouncer } from '../../hooks/use-announcer.ts';
import { languagePropsOf } from '../../hooks/use-language-props.ts';
import { useLoaded } from '../../hooks/use-loaded.ts';
import type { ReferenceSummary } from '../../state/account/references-resource.ts';
import { QuietButton } from '../quiet-button.tsx';
import { FilesTable } from './files-table.tsx';
import { ReferenceList } from './reference-list.tsx';
import { ReferenceName } from './reference-name.tsx';

export interface FilesBrowserProps {
  /** @default the caller's default workspace */
  readonly workspaceId?: string;
  /** Files fetched at a time, 1 to 100. @default 50 */
  readonly pageSize?: number;
  /** What the app calls its types of references, by type. */
  readonly labels?: Labels;
}

/** The files on the server by what they are for, with download, deletion of one, and deletion of all of a reference. */
export function FilesBrowser({ workspaceId, pageSize, labels }: FilesBrowserProps): ReactElement {
  const { say } = useAccountWording();
  const part = usePartMarks();
  const announce = useAnnouncer();
  const languageProps = languagePropsOf(useAccountWording());
  const { state, reload, loadMore, deleteReference } = useReferences(workspaceId);
  const [chosen, setChosen] = useCallerState<FileReference>(workspaceId);
  const [asked, setAsked] = useState<FileReference | null>(null);
  const DeleteReferenceDialog = useLoaded(loadDialog, asked !== null, chosen !== null);
  const labelOf = useReferenceLabel(labels);
  const list = useRef<HTMLElement>(null);
  const summary =
    chosen !== null && state.status === 'ready' ? state.items.find((item) => isOf(item, chosen)) : undefined;

  async function act() {
    if (chosen === null) return;
    const { deleted_files: count } = await deleteReference(chosen);
    announce(say('deletedFiles', { count }));
  }

  function finish() {
    setAsked(null);
    setChosen(null);
    list.current?.querySelector('button')?.focus();
  }

  return (
    <div {...languageProps} {...part('browser')}>
      <div {...part('browser-columns')}>
        <ReferenceList
          listRef={list}
          state={state}
          chosen={chosen}
          labels={labels}
          onChoose={setChosen}
          reload={reload}
          loadMore={loadMore}
        />
        <div {...part('browser-files')}>
          {chosen !== null && (
            <header {...part('browser-header')}>
              <div>
                <h2>
                  <ReferenceName {...chosen} labels={labels} />
                </h2>
                {summary !== undefined && (
                  <p>
                    {say('filesAndSize', {
                      files: say('fileCount', { count: summary.files }),
                      size: summary.bytes,
                    })}
                  </p>
                )}
              </div>
              <QuietButton
                data-action="delete"
                aria-label={say('deleteAllOf', { name: `${labelOf(chosen.type)} ${chosen.id}` })}
                onClick={() => setAsked(chosen)}
              >
                {say('deleteAll')}
              </QuietButton>
            </header>
          )}
          <FilesTable
            workspaceId={workspaceId}
            pageSize={pageSize}
            referenceType={chosen?.type}
            referenceId={chosen?.id}
          />
        </div>
      </div>
      {asked !== null && asked === chosen && DeleteReferenceDialog !== null && (
        <DeleteReferenceDialog
          reference={chosen}
          summary={summary}
          workspaceId={workspaceId}
          labels={labels}
          act={act}
          onDone={finish}
          onKept={() => setAsked(null)}
        />
      )}
    </div>
  );
}

const loadDialog = async () => (await import('./delete-reference-dialog.tsx')).DeleteReferenceDialog;

function isOf({ reference_type, reference_id }: ReferenceSummary, { type, id }: FileReference): boolean {
  return reference_type === type && reference_id === id;
}
