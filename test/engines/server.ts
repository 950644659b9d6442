/** A search server that lives as long as the tests. */
import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

export interface ServerPlan {
  readonly home: string;
  /** The program under the home's `bin`. */
  readonly program: 'opensearch' | 'elasticsearch';
  readonly javaHome: string;
  /** Further lines of the configuration. */
  readonly settings?: readonly string[];
}

const patience = 180_000;
const nobody = 65534;

/** Ends with this process: the server is stopped when its standard input closes. */
const untilInputCloses = 'exec 3<&0; (cat <&3 >/dev/null; kill $$ 2>/dev/null) & exec "$@" </dev/null';

export async function startServer({ home, program, javaHome, settings = [] }: ServerPlan): Promise<RunningServer> {
  const work = mkdtempSync(join(tmpdir(), `sigmasmith-${program}-`));
  const port = await freePort();
  prepareFolder(
    work,
    home,
    [
      'cluster.name: test',
      'discovery.type: single-node',
      'network.host: 127.0.0.1',
      `http.port: ${port}`,
      `transport.port: ${await freePort()}`,
      `path.data: ${join(work, 'data')}`,
      `path.logs: ${join(work, 'logs')}`,
      'cluster.routing.allocation.disk.threshold_enabled: false',
      ...settings,
    ],
    program,
  );
  const command = ['sh', '-c', untilInputCloses, 'sh', join(work, 'home', 'bin', program)];
  const unprivileged = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', ...command];
  const [file = '', ...args] = process.getuid?.() === 0 ? unprivileged : command;
  const child = spawn(file, args, { cwd: work, env: environment(work, javaHome), stdio: ['pipe', 'pipe', 'pipe'] });
  let log = '';
  const keep = (data: Buffer) => {
    log = (log + data).slice(-8000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    if (child.exitCode !== null) console.log(`${program} ended before the tests did:\n${log}`);
    child.stdin.end();
    const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
    await exited;
    clearTimeout(timer);
    rmSync(work, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await ready(url, () => child.exitCode !== null || child.signalCode !== null);
  } catch (error) {
    await stop();
    throw new Error(`${program}: ${error instanceof Error ? error.message : error}\n${log}`);
  }
  return { url, stop };
}

/** Servers refuse to run as root: they get a copy of the home that belongs to nobody. */
function prepareFolder(work: string, home: string, settings: readonly string[], program: string): void {
  cpSync(home, join(work, 'home'), { recursive: true, preserveTimestamps: true });
  cpSync(join(home, 'config'), join(work, 'config'), { recursive: true });
  for (const folder of ['data', 'logs', 'tmp']) mkdirSync(join(work, folder));
  writeFileSync(join(work, 'config', `${program}.yml`), `${settings.join('\n')}\n`);
  const jvmOptions = join(work, 'config', 'jvm.options');
  // The garbage collector is chosen by `environment`.
  writeFileSync(jvmOptions, readFileSync(jvmOptions, 'utf8').replace(/^.*(?:G1|-Xlog:gc).*$/gm, ''));
  chmodSync(work, 0o755);
  if (process.getuid?.() === 0) chownAll(work);
}

function chownAll(folder: string): void {
  chownSync(folder, nobody, nobody);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    chownSync(join(folder, name), nobody, nobody);
}

function environment(work: string, javaHome: string): NodeJS.ProcessEnv {
  const options = '-Xms768m -Xmx768m -XX:+UseSerialGC -XX:TieredStopAtLevel=1';
  const config = join(work, 'config');
  return {
    PATH: process.env.PATH,
    HOME: work,
    LANG: 'C.UTF-8',
    JAVA_HOME: javaHome,
    ...{ OPENSEARCH_JAVA_HOME: javaHome, OPENSEARCH_PATH_CONF: config, OPENSEARCH_JAVA_OPTS: options },
    ...{ OPENSEARCH_TMPDIR: join(work, 'tmp') },
    ...{ ES_JAVA_HOME: javaHome, ES_PATH_CONF: config, ES_JAVA_OPTS: options, ES_TMPDIR: join(work, 'tmp') },
  };
}

async function ready(url: string, hasEnded: () => boolean): Promise<void> {
  const end = Date.now() + patience;
  while (Date.now() < end) {
    if (hasEnded()) throw new Error('the server ended');
    const answer = await fetch(`${url}/_cluster/health`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.status === 200) return;
    await pause(200);
  }
  throw new Error('the server did not get ready');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
