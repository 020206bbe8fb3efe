#!/usr/bin/env node
import { ConfigError } from './config-error.ts';
import { type JobCommand, jobUsage, parseJobCommand, runJobCommand } from './job-command.ts';
import { startServer } from './node.ts';
import { openBackend } from './open-backend.ts';
import { createPinoLog } from './pino-log.ts';
import { readConfig } from './read-config.ts';

let log = createPinoLog();

/** One command beside the server that may be running: same configuration, exit code instead of an address. */
async function runCommand(command: JobCommand): Promise<never> {
  const config = await readConfig(process.env);
  const publicUrl = config.publicUrl ?? `http://${config.host ?? 'localhost'}:${config.port ?? 0}`;
  const { backend } = await openBackend({ ...config, log }, { publicUrl, isBesideServer: true });
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => void backend.jobs.stop());
  const exitCode = await runJobCommand(backend.jobs, command, (line) => console.log(line));
  await backend.close();
  process.exit(exitCode);
}

try {
  const command = parseJobCommand(process.argv.slice(2));
  if (command === null) {
    console.error(jobUsage);
    process.exit(2);
  }
  if (command) await runCommand(command);
  const config = await readConfig(process.env);
  log = createPinoLog(config.logLevel === undefined ? {} : { level: config.logLevel });
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
