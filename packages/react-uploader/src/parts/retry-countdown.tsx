'use client';
import { type ReactElement, useEffect, useState } from 'react';
import { useWording } from '../hooks/use-wording.ts';

const secondMs = 1000;

/** Counts down to the next attempt. Only these words render each second. */
export function RetryCountdown({ until }: { readonly until: number | null }): ReactElement {
  const { say } = useWording();
  const [leftMs, setLeftMs] = useState<number | null>(null);

  useEffect(() => {
    if (until === null) return setLeftMs(null);
    const update = () => setLeftMs(until - Date.now());
    update();
    const timer = setInterval(update, secondMs);
    return () => clearInterval(timer);
  }, [until]);

  if (leftMs === null || leftMs <= 0) return <>{say('waitRetry')}</>;
  return <>{say('waitRetryIn', { duration: leftMs })}</>;
}
