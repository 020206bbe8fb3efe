'use client';
import { useEffect, useLayoutEffect } from 'react';

/** Layout effects do nothing on the server, and React 18 warns about it. */
export const useBrowserLayoutEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;
