'use client';
import type { UploadManager, UploadSnapshot } from '@holdfast/upload-manager';
import type { ReactElement } from 'react';
import type { UploadPanelProps } from './blocks/upload-panel.tsx';
import { UploadManagerProvider, type UploadManagerProviderProps } from './hooks/upload-manager-provider.tsx';
import { type MetadataForm, useMetadataForm } from './hooks/use-metadata-form.ts';
import { type UploadView, useUpload } from './hooks/use-upload.ts';
import { useUploadEffect } from './hooks/use-upload-effect.ts';
import { useUploadManager } from './hooks/use-upload-manager.ts';
import type { DropZoneProps } from './parts/drop-zone.tsx';
import type { FileTriggerProps } from './parts/file-trigger.tsx';
import type { MetadataFieldProps } from './parts/metadata-field.tsx';
import { Upload } from './upload.ts';

type TypedParts = 'Provider' | 'Panel' | 'DropZone' | 'Trigger' | 'MetadataField';

/** The parts and hooks of one manager. What they take and give knows the type of its metadata. */
export interface UploadComponents<Metadata extends object> extends Omit<typeof Upload, TypedParts> {
  /** Has its manager already. */
  readonly Provider: (props: Omit<UploadManagerProviderProps, 'manager'>) => ReactElement;
  readonly Panel: (props: UploadPanelProps<Metadata>) => ReactElement;
  readonly DropZone: (props: DropZoneProps<Metadata>) => ReactElement;
  readonly Trigger: (props: FileTriggerProps<Metadata>) => ReactElement;
  readonly MetadataField: (props: MetadataFieldProps<Metadata>) => ReactElement;
  readonly useMetadataForm: (ids: readonly string[]) => MetadataForm<Metadata>;
  readonly useUploadManager: () => UploadManager<Metadata>;
  readonly useUpload: {
    (id: string): UploadView<Metadata> | undefined;
    <T>(id: string, selector: (upload: UploadView<Metadata>) => T): T | undefined;
  };
  readonly useUploadEffect: (id: string, effect: (upload: UploadSnapshot<Metadata>) => void) => void;
}

/**
 * Binds the parts and hooks to a manager, so that the type of its metadata is known wherever they are used and never
 * has to be written down.
 * @example const Photos = createUploadComponents(createUploadManager<{ caption: string }>());
 */
export function createUploadComponents<Metadata extends object>(
  manager: UploadManager<Metadata>,
): UploadComponents<Metadata> {
  // Parts and hooks hand metadata on without looking into it, so the untyped ones do for any type of it.
  const untyped = manager as unknown as UploadManager;
  const components = {
    ...Upload,
    Provider: (props: Omit<UploadManagerProviderProps, 'manager'>) => (
      <UploadManagerProvider {...props} manager={untyped} />
    ),
    useMetadataForm,
    useUploadManager,
    useUpload,
    useUploadEffect,
  };
  return components as unknown as UploadComponents<Metadata>;
}
