/** How many connections one host is given at once, and what was learnt about that number. */
export interface ConnectionWindow {
  readonly limit: number;
  /** The host's useful maximum: what a browser opens to it. */
  readonly most: number;
  /** The limit climbs back up to here; lower than `most` where more connections gave nothing. */
  readonly ceiling: number;
  /** Requests that ended well since the limit last changed. */
  readonly stored: number;
  /** Bytes per second at the best limit tried on this line; `null` until fewer connections are worth a try. */
  readonly baseline: number | null;
  /** Whether one connection fewer is being tried. */
  readonly isTrial: boolean;
  /** Fewer are not tried before then, in epoch milliseconds. */
  readonly nextTrialAt: number;
}

export interface Measurement {
  /** Bytes per second over all of the host's connections, every one in use. */
  readonly bytesPerSecond: number;
  readonly now: number;
}

/** Above this speed for each connection, none of them is too many. */
const slowBytesPerSecond = 64 * 1024;

/** One connection fewer may cost this share of the throughput and no more. */
const tolerance = 0.1;

/** A line changes: what was learnt of it is believed for this long. */
const learntForMs = 60_000;

export function openWindow(most: number): ConnectionWindow {
  return {
    limit: most,
    most,
    ceiling: most,
    stored: 0,
    baseline: null,
    isTrial: false,
    nextTrialAt: 0,
  };
}

/** Climbs back by one connection for each round of requests that ended well. */
export function afterStored(window: ConnectionWindow): ConnectionWindow {
  const stored = window.stored + 1;
  if (window.isTrial || window.limit >= window.ceiling || stored < window.limit) return { ...window, stored };
  return { ...window, limit: window.limit + 1, stored: 0 };
}

/** The host asked for less, or did not answer: half as many connections. */
export function afterRefusal(window: ConnectionWindow): ConnectionWindow {
  return { ...window, limit: Math.max(1, Math.floor(window.limit / 2)), stored: 0, isTrial: false };
}

/**
 * On a slow line, connections only divide it: each part takes longer, and more is lost when the line breaks. So while
 * the line is slow, one connection fewer is tried, and kept where the throughput stays.
 */
export function afterMeasurement(
  window: ConnectionWindow,
  { bytesPerSecond, now }: Measurement,
): ConnectionWindow {
  const { baseline, isTrial, limit, most, nextTrialAt } = window;
  const best = Math.max(baseline ?? 0, bytesPerSecond);
  if (isTrial) {
    return bytesPerSecond >= best * (1 - tolerance)
      ? { ...window, isTrial: false, baseline: best, ceiling: limit, nextTrialAt: now }
      : { ...window, isTrial: false, limit: limit + 1, ceiling: limit + 1, nextTrialAt: now + learntForMs };
  }
  const isSlow = bytesPerSecond < slowBytesPerSecond * limit;
  if (!isSlow) return { ...window, ceiling: most, baseline: null };
  if (now < nextTrialAt || limit === 1) {
    return now >= nextTrialAt + learntForMs ? { ...window, ceiling: most, baseline: null } : window;
  }
  return { ...window, isTrial: true, limit: limit - 1, stored: 0, baseline: best };
}

/** The host was found to take more connections, or streams, than was thought. */
export function widen(window: ConnectionWindow, most: number): ConnectionWindow {
  if (most <= window.most) return window;
  return { ...window, limit: window.limit === window.most ? most : window.limit, most, ceiling: most };
}
