'use client';
import type { MetadataPatch, UploadMetadata } from '@holdfast/upload-manager';
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { createMetadataOfUploads } from '../state/metadata-of-uploads.ts';
import { type MetadataSaved, saveMetadata } from '../state/save-metadata.ts';
import { useUploadManager } from './use-upload-manager.ts';

export interface MetadataValue<Value = unknown> {
  /** What all of them have, or what was entered; `undefined` when there is nothing, or not the same. */
  readonly value: Value | undefined;
  /** Nothing was entered, and the uploads do not have the same. */
  readonly isMixed: boolean;
  /** Something was entered that is not saved yet. */
  readonly isTouched: boolean;
}

export interface MetadataForm<Metadata extends object = UploadMetadata> {
  /** What a field shows. */
  fieldOf<Name extends keyof Metadata & string>(name: Name): MetadataValue<Metadata[Name]>;
  /** Enters something for all of them; `null` for nothing. */
  change<Name extends keyof Metadata & string>(name: Name, value: Metadata[Name] | null): void;
  /** Something was entered that is not saved yet. */
  readonly isTouched: boolean;
  /** What was entered is on its way. */
  readonly isSaving: boolean;
  /**
   * Changes what was entered, and nothing else, in each upload: an upload keeps what the form did not ask for. What could
   * not be saved stays entered.
   */
  save(): Promise<MetadataSaved>;
}

/**
 * A form over the metadata of one upload, or of many at once. Keep the identity of `ids`: other ids are another form.
 */
export function useMetadataForm<Metadata extends object = UploadMetadata>(
  ids: readonly string[],
): MetadataForm<Metadata> {
  const manager = useUploadManager();
  const store = useMemo(() => createMetadataOfUploads(manager, ids), [manager, ids]);
  const kept = useStore(store);
  const [entered, setEntered] = useState<MetadataPatch>({});
  const [isSaving, setIsSaving] = useState(false);
  const name = ids.join();
  const [formName, setFormName] = useState(name);
  if (formName !== name) {
    setFormName(name);
    setEntered({});
  }

  function fieldOf(name: string): MetadataValue {
    if (Object.hasOwn(entered, name)) {
      return { value: entered[name] ?? undefined, isMixed: false, isTouched: true };
    }
    const [first, ...others] = kept.map((metadata) => metadata[name] ?? undefined);
    const isMixed = others.some((value) => !isSame(value, first));
    return { value: isMixed ? undefined : first, isMixed, isTouched: false };
  }

  async function save(): Promise<MetadataSaved> {
    setIsSaving(true);
    const saved = await saveMetadata(manager, ids, entered);
    setIsSaving(false);
    if (saved.failures.length === 0) setEntered((now) => withoutSaved(now, entered));
    return saved;
  }

  return {
    fieldOf,
    change: (name, value) => setEntered((now) => ({ ...now, [name]: value })),
    isTouched: Object.keys(entered).length > 0,
    isSaving,
    save,
    // What is entered has the type of the field it is entered for; the form never looks into it.
  } as MetadataForm<Metadata>;
}

/** What was typed while it was saved is still to be saved. */
function withoutSaved(now: MetadataPatch, saved: MetadataPatch): MetadataPatch {
  return Object.fromEntries(
    Object.entries(now).filter(([name, value]) => !Object.hasOwn(saved, name) || saved[name] !== value),
  );
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
