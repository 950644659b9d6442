/** Joins the language server to Node: the bundle's data, a worker for long work, timers. */
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { isMainThread, parentPort } from 'node:worker_threads';
import type { Connection } from 'vscode-languageserver/node';
import type { DataFiles } from '../data/data-files.ts';
import { jobs } from '../lsp/jobs.ts';
import { startServer } from '../lsp/server.ts';
import { attackDataVariable, saveAttack, withFetchedAttack } from './attack-store.ts';
import { openDataFiles } from './data-files.ts';
import { openFolderFiles } from './folder-files.ts';
import { JobWorker, serveJobs } from './job-worker.ts';
import { keepMemorySmall } from './keep-memory-small.ts';
import { readText } from './read-text.ts';
import { diskRuleSources } from './rule-sources.ts';
import { today } from './today.ts';
import { version } from './version.ts';

/** Serves a connection. `serverBundle` is the path of `server.cjs`: its workers run it, its data lie beside it. */
export function runLanguageServer(connection: Connection, serverBundle: string): void {
  keepMemorySmall();
  startServer(connection, {
    version,
    files: openFiles(serverBundle),
    // Asked anew each time: a server runs for days.
    get today() {
      return today();
    },
    newId: () => randomUUID(),
    jobs: new JobWorker(serverBundle),
    readText(path) {
      const read = readText(path);
      return read.kind === 'text' ? read : { message: read.message };
    },
    async readPage(url, allowedHosts, token) {
      const [{ readPage }, { pageOptions }] = await Promise.all([
        import('../services/read-page.ts'),
        import('./page-options.ts'),
      ]);
      return readPage(url, pageOptions(allowedHosts, process.env), token);
    },
    after(milliseconds, callback) {
      const timer = setTimeout(callback, milliseconds);
      return { dispose: () => clearTimeout(timer) };
    },
  });
}

/** Does the jobs of the thread that started this one; false when this is no worker. */
export function serveJobsInWorker(serverBundle: string): boolean {
  if (isMainThread || !parentPort) return false;
  const files = openFiles(serverBundle);
  const attackFile = process.env[attackDataVariable];
  serveJobs(parentPort, jobs, {
    files,
    today,
    now: () => performance.now(),
    openFolder: openFolderFiles,
    sources: diskRuleSources,
    attack: attackFile
      ? {
          page: async (hosts) => (await import('./page-options.ts')).pageOptions(hosts, process.env),
          save: (text) => saveAttack(attackFile, text),
        }
      : undefined,
  });
  return true;
}

function openFiles(serverBundle: string): DataFiles {
  return withFetchedAttack(openDataFiles(dataFolder(serverBundle)), process.env[attackDataVariable]);
}

function dataFolder(serverBundle: string): string {
  return join(dirname(serverBundle), 'data');
}
