#!/usr/bin/env node
import { ConfigError } from './config-error.ts';
import { createJsonLog } from './json-log.ts';
import { startServer } from './node.ts';
import { readConfig } from './read-config.ts';

const log = createJsonLog((line) => void process.stderr.write(line));

try {
  const config = await readConfig(process.env);
  const server = await startServer({ ...config, log });
  console.log(`Holdfast backend ready at ${server.url}`);

  let isStopping = false;
  const stop = async (signal: string): Promise<void> => {
    // A second signal means: now.
    if (isStopping) process.exit(1);
    isStopping = true;
    log({ level: 'info', event: 'server.stopping', signal });
    await server.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.on(signal, () => {
      stop(signal).catch((error: unknown) => {
        log({ level: 'error', event: 'server.stop_failed', error });
        process.exit(1);
      });
    });
  }
} catch (error) {
  if (error instanceof ConfigError) console.error(error.message);
  else log({ level: 'error', event: 'server.start_failed', error });
  process.exit(1);
}
