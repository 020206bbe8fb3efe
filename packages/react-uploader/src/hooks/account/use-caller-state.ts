'use client';
import { type Dispatch, useEffect, useState } from 'react';
import { useUploadManager } from '../use-upload-manager.ts';

/** State about somebody's things: `null` at first, for another user or workspace, and when the user signed out. */
export function useCallerState<T>(workspaceId?: string): readonly [T | null, Dispatch<T | null>] {
  const manager = useUploadManager();
  const [held, setHeld] = useState<T | null>(null);
  const [owner, setOwner] = useState({ manager, workspaceId });
  if (owner.manager !== manager || owner.workspaceId !== workspaceId) {
    // React renders again at once: nobody sees what was held for the other.
    setOwner({ manager, workspaceId });
    setHeld(null);
  }
  useEffect(() => manager.on('signedOut', () => setHeld(null)), [manager]);
  return [held, setHeld];
}
