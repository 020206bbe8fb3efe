/** Bytes to be sent: a piece of a file, or what was read of a small one. */
export type PartBody = Blob | ArrayBuffer;

export function sizeOfBody(body: PartBody): number {
  return 'size' in body ? body.size : body.byteLength;
}
