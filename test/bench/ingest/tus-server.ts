import type { AddressInfo } from 'node:net';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';

/** The peer for taking parts: tus' own server with its own file store. It never synchronises what it writes. */
const tus = new Server({
  path: '/files',
  datastore: new FileStore({ directory: process.env.STORAGE_ROOT ?? '.' }),
});

const server = tus.listen({ host: '127.0.0.1', port: 0 }, () => {
  // A server that listens on TCP has an address of this kind.
  console.log(`ready at http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
