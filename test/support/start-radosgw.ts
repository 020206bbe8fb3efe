import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Radosgw {
  /** By its address: buckets are in the path. */
  readonly url: string;
  /** More than one address of the same server. */
  readonly urls: readonly string[];
  /** By a name: buckets come before it. Names below `localhost` are known to browsers only. */
  readonly hostStyleUrl: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  close(): Promise<void>;
}

const credentials = {
  accessKeyId: 'HOLDFASTTESTKEY00001',
  secretAccessKey: 'only-for-a-store-on-loopback-000000000001',
};
const addresses = ['127.0.0.1', '127.0.0.2'] as const;
const hostName = 's3.localhost';
const startTimeoutMs = 90_000;
const pollMs = 200;

/**
 * A Ceph of one node on loopback: a monitor, one store in memory and radosgw, which speaks S3. Everything is below a
 * directory of its own, and ends with this process.
 */
export async function startRadosgw(): Promise<Radosgw> {
  const directory = await mkdtemp(join(tmpdir(), 'holdfast-ceph-'));
  const children: ChildProcess[] = [];
  const stop = async (): Promise<void> => {
    process.off('exit', killAll);
    await Promise.all(children.toReversed().map(endChild));
    await rm(directory, { recursive: true, force: true });
  };
  const killAll = (): void => {
    for (const child of children) child.kill('SIGKILL');
  };
  process.on('exit', killAll);
  try {
    const port = await startDaemons(directory, children);
    const urls = addresses.map((address) => `http://${address}:${port}`);
    return {
      url: `http://${addresses[0]}:${port}`,
      urls,
      hostStyleUrl: `http://${hostName}:${port}`,
      region: 'default',
      credentials,
      close: stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Answers the port that radosgw is on. */
async function startDaemons(directory: string, children: ChildProcess[]): Promise<number> {
  const [monitorPort, oldMonitorPort, port] = [await freePort(), await freePort(), await freePort()];
  const monitor = `[v2:127.0.0.1:${monitorPort},v1:127.0.0.1:${oldMonitorPort}]`;
  const fsid = randomUUID();
  const configPath = join(directory, 'ceph.conf');
  for (const name of ['mon', 'osd', 'rgw', 'log', 'run']) await mkdir(join(directory, name));
  await writeFile(configPath, configText(directory, { fsid, monitor, port }));

  const keyring = join(directory, 'keyring');
  const tool = (...parameters: string[]) => run('ceph-authtool', [keyring, ...parameters]);
  await tool('--create-keyring', '--gen-key', '-n', 'mon.', '--cap', 'mon', 'allow *');
  await tool(
    '--gen-key',
    '-n',
    'client.admin',
    '--cap',
    'mon',
    'allow *',
    '--cap',
    'osd',
    'allow *',
    '--cap',
    'mgr',
    'allow *',
  );
  await tool('--gen-key', '-n', 'client.rgw.a', '--cap', 'mon', 'allow rwx', '--cap', 'osd', 'allow rwx');
  const map = join(directory, 'monmap');
  await run('monmaptool', ['--create', '--clobber', '--fsid', fsid, '--addv', 'a', monitor, map]);

  const start = async (command: string, ...parameters: string[]): Promise<void> => {
    const log = await open(join(directory, 'log', `${command}.out`), 'a');
    children.push(
      spawn(command, ['-c', configPath, ...parameters, '-f'], { stdio: ['ignore', log.fd, log.fd] }),
    );
    await log.close();
  };
  const ceph = (...parameters: string[]) =>
    run('ceph', ['-c', configPath, '--connect-timeout', '3', ...parameters], { timeout: 6_000 });

  await run('ceph-mon', ['-c', configPath, '--mkfs', '-i', 'a', '--monmap', map, '--keyring', keyring]);
  await start('ceph-mon', '-i', 'a');
  await until('the monitor answers', () => ceph('mon', 'stat').then(() => true));

  const uuid = randomUUID();
  const { stdout: secret } = await run('ceph-authtool', ['--gen-print-key']);
  const secretPath = join(directory, 'osd-secret.json');
  await writeFile(secretPath, JSON.stringify({ cephx_secret: secret.trim() }));
  const { stdout: osd } = await ceph('osd', 'new', uuid, '-i', secretPath);
  await tool('-n', `osd.${osd.trim()}`, '--add-key', secret.trim());
  await run('ceph-osd', ['-c', configPath, '-i', osd.trim(), '--mkfs', '--osd-uuid', uuid]);
  await start('ceph-osd', '-i', osd.trim());
  await until('the store is up', async () => (await ceph('osd', 'stat')).stdout.includes('1 up'));

  await start('radosgw', '-n', 'client.rgw.a');
  await until('radosgw answers', async () => (await fetch(`http://${addresses[0]}:${port}`)).ok);
  const user = ['--uid=holdfast', '--display-name=holdfast', '--max-buckets=0'];
  const keys = [`--access-key=${credentials.accessKeyId}`, `--secret=${credentials.secretAccessKey}`];
  await run('radosgw-admin', ['-c', configPath, 'user', 'create', ...user, ...keys]);
  return port;
}

interface Addresses {
  readonly fsid: string;
  readonly monitor: string;
  readonly port: number;
}

/** With «none» for authentication radosgw never comes up; one copy of everything is enough for a test. */
function configText(directory: string, { fsid, monitor, port }: Addresses): string {
  return `[global]
fsid = ${fsid}
mon host = ${monitor}
mon initial members = a
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind ipv6 = false
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
mon allow pool size one = true
mon warn on pool no redundancy = false
mon max pg per osd = 1000
osd crush chooseleaf type = 0
run dir = ${directory}/run
admin socket = ${directory}/run/$name.asok
log file = ${directory}/log/$name.log
pid file = ${directory}/run/$name.pid
mon cluster log file = ${directory}/log/cluster.log
keyring = ${directory}/keyring
[mon]
mon data = ${directory}/mon
mon data avail warn = 1
mon data avail crit = 0
[osd]
osd data = ${directory}/osd
osd objectstore = memstore
memstore device bytes = 4294967296
osd class load list = *
osd class default list = *
[client.rgw.a]
rgw frontends = beast ${addresses.map((address) => `endpoint=${address}:${port}`).join(' ')}
rgw data = ${directory}/rgw
rgw dns name = ${hostName}
rgw thread pool size = 32
rgw enable ops log = false
rgw gc obj min wait = 5
`;
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadlineMs = performance.now() + startTimeoutMs;
  for (;;) {
    // Until a daemon is up, whoever asks it is refused.
    if (await isSo().catch(() => false)) return;
    if (performance.now() > deadlineMs) throw new Error(`Waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on TCP has an address of this kind.
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
