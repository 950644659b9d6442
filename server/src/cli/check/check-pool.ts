import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { FileResult, FileToCheck, WorkerAnswer, WorkerData } from './check-worker.ts';

/** Below so many files a second thread costs more than it saves. */
const enoughForPool = 250;
const maxWorkers = 4;
const batchSize = 40;

export function workersFor(count: number): number {
  return count < enoughForPool ? 0 : Math.min(maxWorkers, availableParallelism(), Math.ceil(count / enoughForPool));
}

export interface PoolOptions {
  /** The program, which becomes a worker when it is started as one. */
  readonly program: string;
  readonly workers: number;
  readonly data: WorkerData;
  readonly onResult: (index: number, result: FileResult) => void;
  readonly onFailure: (words: string) => void;
}

/** Checks files in several threads. Rejects when a thread dies, which is then no fault of a rule. */
export async function checkInPool(files: readonly FileToCheck[], options: PoolOptions): Promise<void> {
  const next = { index: 0 };
  const threads = Array.from({ length: options.workers }, () => runWorker(files, next, options));
  await Promise.all(threads);
}

function runWorker(files: readonly FileToCheck[], next: { index: number }, options: PoolOptions): Promise<void> {
  const { program, data, onResult, onFailure } = options;
  return new Promise((resolve, reject) => {
    const worker = new Worker(program, { argv: ['check', '.'], workerData: data });
    const sent = { from: 0 };
    const send = () => {
      sent.from = next.index;
      next.index = Math.min(files.length, next.index + batchSize);
      if (sent.from === next.index) {
        worker.removeAllListeners();
        void worker.terminate().then(() => resolve(), reject);
      } else worker.postMessage(files.slice(sent.from, next.index));
    };
    worker.on('message', ({ results, failures }: WorkerAnswer) => {
      for (const [index, result] of results.entries()) onResult(sent.from + index, result);
      for (const failure of failures) onFailure(failure);
      send();
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`a thread of the check ended early, with code ${code}`)));
    send();
  });
}
