import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CancelledError } from '../base/cancellation.ts';
import { Failure } from '../base/failure.ts';
import type { JobProgress, JobRunner, JobToken } from '../lsp/jobs.ts';
import { JobWorker } from './job-worker.ts';

/** A worker with a job that does what the text says. */
const workerSource = `
import { parentPort } from 'node:worker_threads';
import { CancelledError } from ${JSON.stringify(join(import.meta.dirname, '../base/cancellation.ts'))};
import { Failure } from ${JSON.stringify(join(import.meta.dirname, '../base/failure.ts'))};
import { serveJobs } from ${JSON.stringify(join(import.meta.dirname, 'job-worker.ts'))};
const jobs = {
  async generate({ text }, { progress, token, today }) {
    if (text === 'fail') throw new Failure('DataFileMissing', 'It is gone.', { retryable: true });
    if (text === 'throw') throw new TypeError('x is undefined');
    if (text === 'exit') process.exit(3);
    if (text === 'busy') {
      progress({ message: 'busy' });
      while (!token.isCancellationRequested);
      throw new CancelledError();
    }
    progress({ message: 'half', percentage: 50 });
    return { ok: true, value: text + ' on ' + today };
  },
};
serveJobs(parentPort, jobs, { files: undefined, today: () => '2026-01-02', now: () => 0 });
`;

const at = { folder: '', bundle: '' };
const runners: JobRunner[] = [];

beforeAll(async () => {
  at.folder = mkdtempSync(join(tmpdir(), 'job-worker-'));
  at.bundle = join(at.folder, 'worker.cjs');
  await build({
    stdin: { contents: workerSource, resolveDir: import.meta.dirname, loader: 'ts' },
    outfile: at.bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
});
afterEach(() => {
  for (const runner of runners.splice(0)) runner.dispose();
});
afterAll(() => rmSync(at.folder, { recursive: true, force: true }));

function newRunner(): JobRunner {
  const runner = new JobWorker(at.bundle);
  runners.push(runner);
  return runner;
}

/** A token that `cancel` cancels. */
function newToken(): JobToken & { cancel(): void } {
  const listeners = new Set<() => void>();
  const state = { cancelled: false };
  return {
    get isCancellationRequested() {
      return state.cancelled;
    },
    onCancellationRequested(listener) {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
    cancel() {
      state.cancelled = true;
      for (const listener of listeners) listener();
    },
  };
}

const ignore = () => {};

describe('JobWorker', () => {
  it('gives the result, and progress before it', async () => {
    const told: JobProgress[] = [];
    const result = newRunner().run('generate', { text: 'done' }, newToken(), (progress) => told.push(progress));
    expect(await result).toEqual({ ok: true, value: 'done on 2026-01-02' });
    expect(told).toEqual([{ message: 'half', percentage: 50 }]);
  });

  it('passes failures and errors on as what they were', async () => {
    const runner = newRunner();
    const failure = await runner.run('generate', { text: 'fail' }, newToken(), ignore).catch((error) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ code: 'DataFileMissing', message: 'It is gone.', retryable: true });
    await expect(runner.run('generate', { text: 'throw' }, newToken(), ignore)).rejects.toThrow('x is undefined');
  });

  it('cancels a job whose thread is too busy to read messages, and goes on with the next', async () => {
    const runner = newRunner();
    const token = newToken();
    const job = runner.run('generate', { text: 'busy' }, token, () => token.cancel());
    await expect(job).rejects.toBeInstanceOf(CancelledError);
    expect(await runner.run('generate', { text: 'next' }, newToken(), ignore)).toMatchObject({ ok: true });
  });

  it('survives the death of its worker', async () => {
    const runner = newRunner();
    const lost = runner.run('generate', { text: 'exit' }, newToken(), ignore);
    await expect(lost).rejects.toMatchObject({ code: 'WorkerStopped', retryable: true });
    expect(await runner.run('generate', { text: 'again' }, newToken(), ignore)).toMatchObject({ ok: true });
  });

  it('ends its jobs when it is disposed', async () => {
    const runner = newRunner();
    const job = runner.run('generate', { text: 'busy' }, newToken(), () => runner.dispose());
    await expect(job).rejects.toMatchObject({ code: 'WorkerStopped' });
  });
});
