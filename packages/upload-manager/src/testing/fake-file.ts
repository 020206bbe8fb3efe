import type { PartBody } from '../core/part-body.ts';

export interface FakeFileOptions {
  /** @default 'file.bin' */
  readonly name?: string;
  /** Any size: no byte of it exists. @default 10 */
  readonly sizeBytes?: number;
  /** Files with the same content value have equal checksums. @default 'content' */
  readonly content?: string;
  /** Epoch milliseconds. @default 0 */
  readonly lastModified?: number;
  /** @default 'application/octet-stream' */
  readonly type?: string;
}

/** A blob that knows which bytes it stands for, but has none. */
class FakeBlob extends Blob {
  readonly #size: number;
  readonly content: string;

  constructor(size: number, content: string) {
    super();
    this.#size = size;
    this.content = content;
  }

  override get size(): number {
    return this.#size;
  }
}

class FakeFile extends File {
  readonly #size: number;
  readonly #content: string;

  constructor(name: string, size: number, options: { content: string; type: string; lastModified: number }) {
    super([], name, { type: options.type, lastModified: options.lastModified });
    this.#size = size;
    this.#content = options.content;
  }

  override get size(): number {
    return this.#size;
  }

  get content(): string {
    return this.#contentOf(0, this.#size);
  }

  override slice(start = 0, end = this.#size): Blob {
    return new FakeBlob(end - start, this.#contentOf(start, end));
  }

  #contentOf(start: number, end: number): string {
    return `${this.#content}:${start}-${end}`;
  }
}

/** A file for tests: as large as you like, without bytes. */
export function createFakeFile(options: FakeFileOptions = {}): File {
  const { name = 'file.bin', sizeBytes = 10, content = 'content', lastModified = 0 } = options;
  const { type = 'application/octet-stream' } = options;
  return new FakeFile(name, sizeBytes, { content, type, lastModified });
}

/** What a fake blob or file stands for, or `null` for real bytes. */
export function fakeContentOf(body: PartBody): string | null {
  return body instanceof FakeBlob || body instanceof FakeFile ? body.content : null;
}
