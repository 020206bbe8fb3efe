import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { runBackend } from './backend-process.mjs';
import { buildDemoWhenStale } from './build-demo.mjs';
import { prepareToolchain, root, runMain, ScriptError } from './toolchain.mjs';

const defaultPort = 4400;

await runMain(async () => {
  const port = parsePort(process.env.PORT);
  await refuseTakenPort(port);
  await prepareToolchain();
  await buildDemoWhenStale();
  const dataFolder = join(root, '.holdfast');
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  return runBackend({
    DATABASE_URL: `sqlite:${join(dataFolder, 'holdfast.db')}`,
    STORAGE_DRIVER: 'local',
    STORAGE_ROOT: join(dataFolder, 'storage'),
    STATIC_ROOT: join(root, 'demo', 'dist'),
    DEMO: 'true',
    // A line for each request is for machines; on a terminal it would hide what matters.
    LOG_LEVEL: 'warn',
    ...definedEnvironment(),
    PORT: String(port),
  });
});

/** What the person set wins over the defaults above. */
function definedEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** @param {string | undefined} text */
function parsePort(text) {
  if (text === undefined || text === '') return defaultPort;
  const port = Number(text);
  if (/^\d+$/.test(text) && port > 0 && port < 65_536) return port;
  throw new ScriptError(`PORT is ${JSON.stringify(text)}; it has to be a number from 1 to 65535.`);
}

/**
 * Says so before minutes are spent on installing and building.
 * @param {number} port
 */
function refuseTakenPort(port) {
  return /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      const probe = createServer();
      probe.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
        const reason = error.code === 'EADDRINUSE' ? 'already in use' : `not available (${error.code})`;
        reject(new ScriptError(`Port ${port} is ${reason}. Choose another one: PORT=${port + 1} npm start`));
      });
      probe.listen(port, process.env.HOST ?? '127.0.0.1', () => probe.close(() => resolve()));
    })
  );
}
