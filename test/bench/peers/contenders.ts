import type { WorkloadName } from './workloads.ts';

export interface Contender {
  readonly name: string;
  readonly label: string;
  readonly kind: 'floor' | 'holdfast' | 'peer';
  /** Query of the page: which code is loaded, and how it is set up. */
  readonly query: string;
  /** How many equivalent host names of the store it is told of. */
  readonly hosts: 1 | 2;
  readonly configuration: string;
  /** Asks a server of the page to sign every request, as Holdfast does, so that the page holds no credentials. */
  readonly isSignedFor?: true;
  /** What it is beside the point or impossible to run, and why. */
  readonly leftOut?: Partial<Readonly<Record<WorkloadName, string>>>;
}

const drawnLists = (reason: string): NonNullable<Contender['leftOut']> => ({
  'shown-5000': reason,
  'scrolled-5000': reason,
});
const noList = 'keeps no list of files';
const lists = (reason: string): NonNullable<Contender['leftOut']> => ({
  'list-5000': reason,
  'list-10000': reason,
  ...drawnLists(reason),
  'progress-100': reason,
  'progress-10000': reason,
});
const oneFile = 'the limit counts files, and this is one';
const sameAsOneHost = { ...lists('as with one host'), reload: 'as with one host' };

/** Every contender, the floor first: all are compared with it. */
export const contenders: readonly Contender[] = [
  {
    name: 'floor',
    kind: 'floor',
    label: 'Floor: no library',
    query: 'contender=floor',
    hosts: 1,
    configuration: 'XHR PUTs of Blob slices, 6 at once, parts near 16 MiB in whole waves; nothing is signed',
    leftOut: {
      reload: 'nothing is remembered',
      'failing-parts': 'nothing is sent again',
      'failing-files': 'nothing is sent again',
      'scrolled-5000': 'has no more rows than are seen',
      'progress-100': noList,
      'progress-10000': noList,
    },
  },
  {
    name: 'floor-sha256',
    kind: 'floor',
    label: 'Floor with SHA-256',
    query: 'contender=floor&checksums=on',
    hosts: 1,
    configuration: 'The same from one worker that takes each part’s SHA-256 first and sends it along',
    leftOut: {
      ...lists('as without checksums'),
      reload: 'nothing is remembered',
      'failing-parts': 'nothing is sent again',
      'failing-files': 'nothing is sent again',
    },
  },
  {
    name: 'floor-two-hosts',
    kind: 'floor',
    label: 'Floor, two host names',
    query: 'contender=floor',
    hosts: 2,
    configuration: 'The floor with 12 connections, 6 to each of two names of the store',
    leftOut: {
      ...lists('as with one host'),
      reload: 'nothing is remembered',
      'failing-parts': 'nothing is sent again',
      'failing-files': 'nothing is sent again',
    },
  },
  {
    name: 'holdfast',
    kind: 'holdfast',
    label: 'Holdfast',
    query: 'contender=holdfast',
    hosts: 1,
    configuration:
      'Defaults, SHA-256 of every part bound into its URL; the reference backend on SQLite, with `PART_STEP_KIB=64`, checks, joins and records every file',
  },
  {
    name: 'holdfast-no-checksums',
    kind: 'holdfast',
    label: 'Holdfast, checksums off',
    query: 'contender=holdfast&checksums=off',
    hosts: 1,
    configuration: 'The same with `checksums: false`, as no peer below takes any in this bench',
    leftOut: lists('as with checksums'),
  },
  {
    name: 'holdfast-two-hosts',
    kind: 'holdfast',
    label: 'Holdfast, two host names',
    query: 'contender=holdfast',
    hosts: 2,
    configuration:
      'Defaults; the backend names two equivalent hosts of the store, and plans parts near 8 MiB for that',
    leftOut: sameAsOneHost,
  },
  {
    name: 'uppy',
    kind: 'peer',
    label: 'Uppy, signRequest',
    query: 'contender=uppy',
    hosts: 1,
    configuration:
      '@uppy/core and @uppy/aws-s3 with `limit: 6`, `getChunkSize` 16 MiB and a `signRequest` that asks the page’s own origin; @uppy/golden-retriever where it has to survive a reload',
    isSignedFor: true,
    leftOut: drawnLists('its panel is not in this bench'),
  },
  {
    name: 'uppy-limit-12',
    label: 'Uppy, signRequest, limit 12',
    kind: 'peer',
    query: 'contender=uppy&limit=12',
    hosts: 1,
    configuration:
      'The same with `limit: 12`: the signer is on another host, so that files can be signed while others are sent',
    isSignedFor: true,
    leftOut: {
      ...lists('as with limit 6'),
      'large-file': oneFile,
      'gigabit-line': oneFile,
      'long-line': oneFile,
      'failing-parts': oneFile,
      reload: oneFile,
    },
  },
  {
    name: 'uppy-credentials',
    kind: 'peer',
    label: 'Uppy, getCredentials',
    query: 'contender=uppy&signing=credentials',
    hosts: 1,
    configuration:
      'The same with `getCredentials`: the page signs with temporary credentials itself and asks nobody',
    leftOut: lists('as with signRequest'),
  },
  {
    name: 'tus',
    kind: 'peer',
    label: 'tus-js-client',
    query: 'contender=tus',
    hosts: 1,
    configuration:
      'Defaults (no `chunkSize`, as its documentation advises); files below 5 MiB with `uploadDataDuringCreation`, 6 at once',
    leftOut: lists(noList),
  },
  {
    name: 'tus-parallel',
    kind: 'peer',
    label: 'tus-js-client, parallelUploads 6',
    query: 'contender=tus&parallel=6',
    hosts: 1,
    configuration: 'The same with `parallelUploads: 6` for files from 5 MiB on',
    leftOut: {
      ...lists(noList),
      'small-files': 'as without parallelUploads',
      'small-files-far': 'as without parallelUploads',
      'failing-files': 'as without parallelUploads',
    },
  },
  {
    name: 'aws-sdk',
    kind: 'peer',
    label: 'AWS SDK lib-storage',
    query: 'contender=aws',
    hosts: 1,
    configuration:
      '`queueSize: 6`, `partSize` 16 MiB, `requestChecksumCalculation: WHEN_REQUIRED`; 6 small files at once; signs with credentials in the page',
    leftOut: lists(noList),
  },
  {
    name: 'aws-sdk-default',
    kind: 'peer',
    label: 'AWS SDK lib-storage, defaults',
    query: 'contender=aws&settings=default',
    hosts: 1,
    configuration: 'As it comes: 4 parts of 5 MiB at once, CRC32 of every part',
    leftOut: lists(noList),
  },
];
