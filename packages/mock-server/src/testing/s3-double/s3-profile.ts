export type ChecksumName = 'sha256' | 'crc32c';
/** What a store makes of a checksum header. */
export type ChecksumBehaviour = 'enforced' | 'ignored' | 'not-implemented';

/** Where S3-compatible stores differ from each other. */
export interface S3Profile {
  readonly name: 'aws' | 'r2' | 'minio' | 'ceph' | 'careless';
  readonly directChecksums: Readonly<Record<ChecksumName, ChecksumBehaviour>>;
  readonly partChecksums: Readonly<Record<ChecksumName, ChecksumBehaviour>>;
  /** Whether the hash of the payload in a signed header is compared with the bytes. */
  readonly enforcesPayloadHash: boolean;
  /** Whether every part needs a checksum once the upload has an algorithm. */
  readonly needsPartChecksums: boolean;
  /** What completing the same upload again answers. */
  readonly repeatedComplete: 'success' | 'no-such-upload';
  /** What completing an upload answers that does not exist. */
  readonly unknownComplete: 'no-such-upload' | 'internal-error';
  readonly unknownUpload: 'NoSuchUpload' | 'NoSuchKey';
  readonly needsEqualParts: boolean;
  readonly honoursCopyConditions: boolean;
  /** Whether the ETag of a copy is told in quotes. */
  readonly quotesCopyEtags: boolean;
  /** After how long unfinished uploads are dropped. */
  readonly staleUploadMs: number | null;
  /** Whether a refused signature can be read by a page. */
  readonly hasCorsOnRefusals: boolean;
}

const dayMs = 24 * 60 * 60 * 1000;
const enforced = { sha256: 'enforced', crc32c: 'enforced' } as const;
const ignored = { sha256: 'ignored', crc32c: 'ignored' } as const;

const aws: S3Profile = {
  name: 'aws',
  directChecksums: enforced,
  partChecksums: enforced,
  enforcesPayloadHash: true,
  needsPartChecksums: true,
  repeatedComplete: 'success',
  unknownComplete: 'no-such-upload',
  unknownUpload: 'NoSuchUpload',
  needsEqualParts: false,
  honoursCopyConditions: true,
  quotesCopyEtags: true,
  staleUploadMs: null,
  hasCorsOnRefusals: true,
};

/** The stores the double plays, and one that checks nothing at all. */
export const s3Profiles = {
  aws,
  r2: {
    ...aws,
    name: 'r2',
    partChecksums: { sha256: 'not-implemented', crc32c: 'enforced' },
    repeatedComplete: 'no-such-upload',
    needsEqualParts: true,
    staleUploadMs: 7 * dayMs,
  },
  minio: { ...aws, name: 'minio', repeatedComplete: 'no-such-upload', staleUploadMs: dayMs },
  ceph: {
    ...aws,
    name: 'ceph',
    directChecksums: ignored,
    partChecksums: ignored,
    needsPartChecksums: false,
    unknownComplete: 'internal-error',
    unknownUpload: 'NoSuchKey',
    honoursCopyConditions: false,
    quotesCopyEtags: false,
    hasCorsOnRefusals: false,
  },
  careless: {
    ...aws,
    name: 'careless',
    directChecksums: ignored,
    partChecksums: ignored,
    enforcesPayloadHash: false,
    needsPartChecksums: false,
    honoursCopyConditions: false,
  },
} as const satisfies Record<string, S3Profile>;
