import type { Page, Request } from '@playwright/test';

interface PartRequest {
  readonly partNumber: number;
  readonly sizeBytes: number;
}

/** What a page sent: control calls to the backend, and parts to its storage. */
export interface Traffic {
  /** `METHOD path` of every call to the contract, in order. */
  readonly controlCalls: readonly string[];
  /** Every part that was begun, finished or not. The length is bound into the URL, so it is what was sent at most. */
  readonly parts: readonly PartRequest[];
  /** Bytes of all parts that were begun. */
  sentBytes(): number;
  /** Calls for `METHOD path` patterns that contain this text. */
  countOf(text: string): number;
}

export function recordTraffic(page: Page): Traffic {
  const controlCalls: string[] = [];
  const parts: PartRequest[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.pathname === '/storage/upload') parts.push(toPart(request.method(), url));
    else if (isControlCall(request, url)) controlCalls.push(`${request.method()} ${url.pathname}`);
  });
  return {
    controlCalls,
    parts,
    sentBytes: () => parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    countOf: (text) => controlCalls.filter((call) => call.includes(text)).length,
  };
}

function toPart(method: string, url: URL): PartRequest {
  const partNumber = Number(url.searchParams.get('part'));
  const sizeBytes = Number(url.searchParams.get('size'));
  if (method !== 'PUT' || !Number.isInteger(partNumber) || !Number.isInteger(sizeBytes)) {
    throw new Error(`Not a part as the local storage signs it: ${method} ${url}`);
  }
  return { partNumber, sizeBytes };
}

/** The page shows quota and files beside the upload; those reads are the demo's, not the upload's. */
function isControlCall(request: Request, { pathname }: URL): boolean {
  return pathname.startsWith('/app/') || (pathname === '/api/session' && request.method() === 'POST');
}
