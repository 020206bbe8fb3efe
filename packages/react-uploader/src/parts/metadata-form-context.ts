'use client';
import { createContext, useContext } from 'react';
import type { MetadataForm } from '../hooks/use-metadata-form.ts';

export const MetadataFormContext = createContext<MetadataForm | null>(null);

/** The form this part is in. */
export function useMetadataFormContext(): MetadataForm {
  const form = useContext(MetadataFormContext);
  if (form === null) throw new Error('A metadata field belongs into <MetadataForm ids={…}>.');
  return form;
}
