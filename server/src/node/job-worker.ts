/** Long work in a worker thread of the same bundle: one worker, started by the first job, replaced when it dies. */
import type { MessagePort } from 'node:worker_threads';
import { Worker } from 'node:worker_threads';
import { CancelledError } from '../base/cancellation.ts';
import { Failure } from '../base/failure.ts';
import type { JobContext, JobName, JobProgress, JobRunner, Jobs, JobToken } from '../lsp/jobs.ts';

/** How long a cancelled job may go on before its worker is stopped, in milliseconds. */
const patience = 5_000;

/** How long a worker without jobs is kept, in milliseconds: starting one takes a moment, keeping one takes memory. */
const idle = 1_000;

/** Megabytes for what was just made: jobs make much that is soon forgotten, and more room for it would only be held. */
const maxYoungGenerationSizeMb = 8;

interface JobRequest {
  readonly id: number;
  readonly name: JobName;
  readonly params: unknown;
  /** One cell, set to 1 to cancel: it is seen while the worker's thread is busy and reads no messages. */
  readonly cancelled: Int32Array;
}

interface PlainError {
  readonly kind: 'cancelled' | 'failure' | 'error';
  readonly code: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly retryable: boolean;
}

type JobMessage =
  | { readonly id: number; readonly progress: JobProgress }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: PlainError };

interface PendingJob {
  readonly worker: Worker;
  readonly progress: (progress: JobProgress) => void;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Runs jobs in a worker that executes `bundle`, which must call `serveJobs` when it finds itself in a worker. */
export class JobWorker implements JobRunner {
  readonly #bundle: string;
  readonly #pending = new Map<number, PendingJob>();
  #worker: Worker | undefined;
  #lastId = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(bundle: string) {
    this.#bundle = bundle;
  }

  run: JobRunner['run'] = (name, params, token, progress) =>
    new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      const cancelled = new Int32Array(new SharedArrayBuffer(4));
      const stop = this.#whenCancelled(id, token, cancelled, reject);
      const worker = this.#start();
      clearTimeout(this.#idle);
      this.#pending.set(id, {
        worker,
        progress,
        resolve: (result) => {
          stop.dispose();
          this.#rest();
          resolve(result as Awaited<ReturnType<Jobs[typeof name]>>);
        },
        reject: (error) => {
          stop.dispose();
          this.#rest();
          reject(error);
        },
      });
      worker.postMessage({ id, name, params, cancelled } satisfies JobRequest);
    });

  dispose(): void {
    clearTimeout(this.#idle);
    void this.#worker?.terminate();
    this.#worker = undefined;
  }

  /** Lets the worker go when no job comes for a while. */
  #rest(): void {
    if (this.#pending.size > 0) return;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#pending.size === 0 && this.dispose(), idle).unref();
  }

  #whenCancelled(id: number, token: JobToken, cell: Int32Array, reject: (error: unknown) => void) {
    const timers: NodeJS.Timeout[] = [];
    const listener = token.onCancellationRequested(() => {
      Atomics.store(cell, 0, 1);
      reject(new CancelledError());
      timers.push(setTimeout(() => this.#pending.has(id) && this.dispose(), patience).unref());
    });
    return {
      dispose() {
        listener.dispose();
        for (const timer of timers) clearTimeout(timer);
      },
    };
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(this.#bundle, { resourceLimits: { maxYoungGenerationSizeMb } });
    worker.on('message', (message: JobMessage) => this.#receive(message));
    worker.on('error', (error) => this.#lost(worker, error));
    worker.on('exit', () => this.#lost(worker, undefined));
    // The connection keeps the process alive, the worker does not.
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #receive(message: JobMessage): void {
    const job = this.#pending.get(message.id);
    if (!job) return;
    if ('progress' in message) {
      job.progress(message.progress);
      return;
    }
    this.#pending.delete(message.id);
    if ('error' in message) job.reject(toError(message.error));
    else job.resolve(message.result);
  }

  #lost(worker: Worker, cause: unknown): void {
    if (this.#worker === worker) this.#worker = undefined;
    const failure = new Failure('WorkerStopped', 'The background worker stopped before the job was done. Try again.', {
      retryable: true,
      cause,
    });
    for (const [id, job] of this.#pending) {
      if (job.worker !== worker) continue;
      this.#pending.delete(id);
      job.reject(failure);
    }
  }
}

/** The worker's side: does one job after the other as they arrive. */
export function serveJobs(
  port: MessagePort,
  jobs: Jobs,
  world: Omit<JobContext, 'token' | 'progress' | 'today'> & { today(): string },
): void {
  const post = (message: JobMessage) => port.postMessage(message);
  port.on('message', async ({ id, name, params, cancelled }: JobRequest) => {
    const token = {
      get isCancellationRequested() {
        return Atomics.load(cancelled, 0) === 1;
      },
    };
    try {
      if (token.isCancellationRequested) throw new CancelledError();
      const context = {
        ...world,
        today: world.today(),
        token,
        progress: (progress: JobProgress) => post({ id, progress }),
      };
      post({ id, result: await jobs[name](params as never, context) });
    } catch (error) {
      post({ id, error: toPlainError(error) });
    }
  });
}

function toPlainError(error: unknown): PlainError {
  const isFailure = error instanceof Failure;
  return {
    kind: error instanceof CancelledError ? 'cancelled' : isFailure ? 'failure' : 'error',
    code: isFailure ? error.code : '',
    message: error instanceof Error ? error.message : String(error),
    stack: error instanceof Error ? error.stack : undefined,
    retryable: isFailure && error.retryable,
  };
}

function toError({ kind, code, message, stack, retryable }: PlainError): Error {
  if (kind === 'cancelled') return new CancelledError();
  const error = kind === 'failure' ? new Failure(code, message, { retryable }) : new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
