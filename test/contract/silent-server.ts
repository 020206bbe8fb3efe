import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A TCP server that takes every connection and never says a word, like a database that hangs. */
export interface SilentServer {
  readonly port: number;
  /** Settles once somebody has connected. */
  readonly connected: Promise<unknown>;
  /** Drops every connection and takes no more. */
  close(): Promise<void>;
}

/** Lets a test hold a server in the moment in which it waits for something to answer. */
export async function createSilentServer(): Promise<SilentServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.resume();
  });
  const connected = once(server, 'connection');
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const closed = once(server, 'close');
  return {
    // A server that listens on TCP has an address of this kind.
    port: (server.address() as AddressInfo).port,
    connected,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
