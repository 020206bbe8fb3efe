import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { createShapedLine, type Line } from './shaped-line.ts';

/** Listens on the loopback, behind the line if there is one, and answers the port. */
export async function listen(listener: RequestListener, line: Line | null): Promise<number> {
  // A body on a slow line takes its time, and a kept connection is part of what is measured.
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 120_000 }, listener);
  const shape = line === null ? null : createShapedLine(line);
  // Behind a line the HTTP server is handed the line's end instead of the socket.
  const listening =
    shape === null
      ? server
      : createTcpServer((socket) => void server.emit('connection', shape(socket.setNoDelay())));
  listening.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  // A server that listens on TCP has an address of this kind.
  return (listening.address() as AddressInfo).port;
}
