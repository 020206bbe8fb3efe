'use client';
import { type Ref, type RefCallback, useMemo } from 'react';
import { mergeRefs } from './merge-refs.ts';

/**
 * One ref that fills ours and the one the host passed, the same as long as theirs is: React takes a ref that changed away
 * and gives it anew, and hosts observe and measure in theirs.
 */
export function useMergedRefs<T>(own: Ref<T>, given: Ref<T> | undefined): RefCallback<T> {
  return useMemo(() => mergeRefs(own, given), [own, given]);
}
