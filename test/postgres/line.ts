import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** The line between a server and its PostgreSQL, in the hands of a test. */
export interface Line {
  /** The database's URL, through the line. */
  readonly url: string;
  /** Cuts every connection and refuses new ones, as a database that is away does. */
  cut(): Promise<void>;
  restore(): Promise<void>;
  /** Lets the next statement with this text through, and cuts the connection before its answer comes back. */
  loseAnswerTo(text: string): void;
  close(): Promise<void>;
}

/** Puts a line in front of a database. */
export async function createLine(databaseUrl: string): Promise<Line> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let lost: string | undefined;
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${port}`;

  function accept(near: Socket): void {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => undefined);
    }
    near.on('data', (chunk) => {
      const isLosing = lost !== undefined && chunk.includes(lost);
      if (isLosing) lost = undefined;
      far.write(chunk);
      // The answer is waited for, so that the statement has had its effect when the line breaks.
      if (isLosing) far.removeAllListeners('data').once('data', () => near.destroy());
    });
    far.on('data', (chunk) => near.write(chunk));
    near.on('close', () => far.end());
    far.on('close', () => near.destroy());
  }

  async function listen(wanted: number): Promise<Server> {
    const listening = createServer(accept).listen(wanted, '127.0.0.1');
    await once(listening, 'listening');
    return listening;
  }

  const cut = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };

  return {
    url: url.href,
    cut,
    async restore() {
      server = await listen(port);
    },
    loseAnswerTo(text) {
      lost = text;
    },
    close: cut,
  };
}
