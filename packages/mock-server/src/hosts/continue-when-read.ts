import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Answers `Expect: 100-continue` when somebody begins to read the body. By then its headers were accepted: a body that is
 * refused by them is never sent, and Node closes the connection after an answer without `100 Continue`.
 */
export function continueWhenRead(request: IncomingMessage, response: ServerResponse): void {
  const onListener = (event: string | symbol): void => {
    if (event !== 'data' && event !== 'readable') return;
    request.off('newListener', onListener);
    // After the answer what is left of the body is only passed over.
    if (!response.headersSent) response.writeContinue();
  };
  request.on('newListener', onListener);
}
