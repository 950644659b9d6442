/** Checks files in several threads: this one and its workers. */
import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { readAhead } from '../../node/read-text.ts';
import type { FileChecker, FileResult, FileToCheck, WorkerAnswer, WorkerData } from './check-worker.ts';

/** Below so many files a second thread costs more than it saves. */
const enoughForPool = 250;
const maxThreads = 4;
const batchSize = 32;
/** Short, so that workers that are done do not wait for this thread. */
const ownBatchSize = 8;

/** How many workers help with so many files. */
export function workersFor(count: number): number {
  if (count < enoughForPool) return 0;
  return Math.min(maxThreads, availableParallelism(), Math.ceil(count / enoughForPool)) - 1;
}

export interface PoolOptions {
  /** The program, which becomes a worker when it is started as one. */
  readonly program: string;
  readonly workers: number;
  readonly data: WorkerData;
  /** Checks in this thread. */
  readonly checker: FileChecker;
  readonly onResult: (index: number, result: FileResult) => void;
  readonly onFailure: (words: string) => void;
}

/** Rejects when a thread dies, which is then no fault of a rule. */
export async function checkInPool(files: readonly FileToCheck[], options: PoolOptions): Promise<void> {
  const state = { next: 0 };
  const take = (size: number) => {
    const from = state.next;
    state.next = Math.min(files.length, from + size);
    return { from, files: files.slice(from, state.next) };
  };
  const workers = Array.from({ length: options.workers }, () => runWorker(take, options));
  await Promise.all([...workers, runHere(take, options)]);
}

type Take = (size: number) => { readonly from: number; readonly files: readonly FileToCheck[] };

async function runHere(take: Take, { checker, onResult }: PoolOptions): Promise<void> {
  for (let batch = take(ownBatchSize); batch.files.length > 0; batch = take(ownBatchSize)) {
    let index = batch.from;
    for (const [file, read] of readAhead(batch.files)) onResult(index++, checker.check(file, read));
    await setImmediate();
  }
}

function runWorker(take: Take, { program, data, onResult, onFailure }: PoolOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(program, { argv: ['check', '.'], workerData: data });
    const waiting: number[] = [];
    const send = () => {
      const { from, files } = take(batchSize);
      if (files.length === 0) return;
      waiting.push(from);
      worker.postMessage(files);
    };
    const end = () => {
      if (waiting.length > 0) return;
      worker.removeAllListeners();
      void worker.terminate().then(() => resolve(), reject);
    };
    worker.on('message', ({ results, failures }: WorkerAnswer) => {
      send();
      const from = waiting.shift() as number;
      for (const [index, result] of results.entries()) onResult(from + index, result);
      for (const failure of failures) onFailure(failure);
      end();
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`a thread of the check ended early, with code ${code}`)));
    // One more than it works on, so that it never waits.
    send();
    send();
    end();
  });
}
