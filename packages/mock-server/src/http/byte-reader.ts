import { ApiError } from '../domain/api-error.ts';

export interface ByteReader {
  /** The bytes before the next delimiter, as they come; the delimiter itself is passed over. */
  until(delimiter: Uint8Array): AsyncGenerator<Uint8Array, void, undefined>;
  /** The bytes before the next delimiter, at most so many. */
  take(delimiter: Uint8Array, maxBytes: number): Promise<Uint8Array>;
  takeBytes(count: number): Promise<Uint8Array>;
  /** How many bytes were passed over so far, those it began with among them. */
  position(): number;
}

/** Looks for delimiters in a stream, also where they lie across its chunks. */
export function createByteReader(body: AsyncIterable<Uint8Array>, begin: Uint8Array): ByteReader {
  const chunks = body[Symbol.asyncIterator]();
  let held = begin;
  let position = 0;

  const pass = (count: number): Uint8Array => {
    const passed = held.subarray(0, count);
    held = held.subarray(count);
    position += count;
    return passed;
  };

  const fill = async (): Promise<void> => {
    const { done, value } = await chunks.next();
    if (done) throw new ApiError('invalid_request', 'The form ends in the middle');
    held = held.byteLength === 0 ? value : concatenate(held, value);
  };

  async function* until(delimiter: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      const found = indexOfBytes(held, delimiter);
      if (found >= 0) {
        if (found > 0) yield pass(found);
        pass(delimiter.byteLength);
        return;
      }
      // The last bytes may be the first of a delimiter.
      const safeBytes = held.byteLength - delimiter.byteLength + 1;
      if (safeBytes > 0) yield pass(safeBytes);
      await fill();
    }
  }

  return {
    until,
    async take(delimiter, maxBytes) {
      for (;;) {
        const found = indexOfBytes(held, delimiter);
        if (found > maxBytes || (found < 0 && held.byteLength > maxBytes + delimiter.byteLength)) {
          throw new ApiError('invalid_request', 'The headers of a form field are too long');
        }
        if (found >= 0) {
          const taken = pass(found);
          pass(delimiter.byteLength);
          return taken;
        }
        await fill();
      }
    },
    async takeBytes(count) {
      while (held.byteLength < count) await fill();
      return pass(count);
    },
    position: () => position,
  };
}

function concatenate(left: Uint8Array, right: Uint8Array): Uint8Array {
  const joined = new Uint8Array(left.byteLength + right.byteLength);
  joined.set(left);
  joined.set(right, left.byteLength);
  return joined;
}

/** Where the needle first begins; -1 when it is not there. Its first byte is looked for by the engine's own search. */
function indexOfBytes(bytes: Uint8Array, needle: Uint8Array): number {
  const [first = 0] = needle;
  const last = bytes.byteLength - needle.byteLength;
  for (let at = bytes.indexOf(first); at >= 0 && at <= last; at = bytes.indexOf(first, at + 1)) {
    if (needle.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
}
