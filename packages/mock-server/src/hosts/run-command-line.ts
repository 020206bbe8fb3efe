import type { Log } from '../domain/ports.ts';
import { ConfigError } from './config-error.ts';
import { type JobCommand, jobUsage, parseJobCommand, runJobCommand } from './job-command.ts';
import { startServer } from './node.ts';
import { openBackend } from './open-backend.ts';
import { createPinoLog } from './pino-log.ts';
import { readConfig } from './read-config.ts';
import type { ServerConfig } from './server-config.ts';
import type { StopSignals } from './stop-signals.ts';

/** Does what the words after the program's name ask: without any it is the server, until a signal stops it. */
export async function runCommandLine(words: readonly string[], signals: StopSignals): Promise<void> {
  let log = createPinoLog();
  try {
    const command = parseJobCommand(words);
    if (command === null) {
      console.error(jobUsage);
      process.exit(2);
    }
    const config = await readConfig(process.env);
    if (command) return await runCommand(command, { ...config, log }, signals);
    log = createPinoLog(config.logLevel === undefined ? {} : { level: config.logLevel });
    await runServer(config, log, signals);
  } catch (error) {
    if (error instanceof ConfigError) console.error(error.message);
    else log({ level: 'error', event: 'server.start_failed', error });
    process.exit(1);
  }
}

async function runServer(config: ServerConfig, log: Log, signals: StopSignals): Promise<void> {
  // Until the server is ready nothing is under way but transactions of its database, which end with the connection.
  let close = (): Promise<void> => Promise.resolve();
  signals.handle(async (signal) => {
    log({ level: 'info', event: 'server.stopping', signal });
    try {
      await close();
      return 0;
    } catch (error) {
      log({ level: 'error', event: 'server.stop_failed', error });
      return 1;
    }
  });
  const server = await startServer({ ...config, log });
  close = server.close;
  console.log(`Holdfast backend ready at ${server.url}`);
}

/** One command beside the server that may be running: same configuration, exit code instead of an address. */
async function runCommand(command: JobCommand, config: ServerConfig, signals: StopSignals): Promise<void> {
  const publicUrl = config.publicUrl ?? `http://${config.host ?? 'localhost'}:${config.port ?? 0}`;
  const { backend } = await openBackend(config, { publicUrl });
  const ended = runJobCommand(backend.jobs, command, (line) => console.log(line)).finally(backend.close);
  signals.handle(async () => {
    await backend.jobs.stop();
    return ended;
  });
  process.exit(await ended);
}
