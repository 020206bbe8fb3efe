// Keys are made of ids only. A client's file name is data and never reaches a key.

const temporaryPrefix = 'temp/uploads/';

/** Where the bytes of an upload wait until it is complete. */
export function temporaryKey(uploadSessionId: string): string {
  return `${temporaryPrefix}${uploadSessionId}/original`;
}

export function isTemporaryKey(key: string): boolean {
  return key.startsWith(temporaryPrefix);
}

/** Where an active file's bytes are. */
export function finalKey(tenantId: string, fileId: string): string {
  return `tenants/${toSegment(tenantId)}/files/${fileId}`;
}

/** A host chooses tenant ids freely; whatever is not plain is written as `=` and two hex digits for each byte. */
function toSegment(id: string): string {
  const bytes = new TextEncoder().encode(id);
  return Array.from(bytes, (byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9_-]/.test(character) ? character : `=${byte.toString(16).padStart(2, '0')}`;
  }).join('');
}
