import { describe, expect, it } from 'vitest';
import { CancellationTokenSource, type Connection } from 'vscode-languageserver';
import { CancelledError } from '../base/cancellation.ts';
import type { JobRunner } from './jobs.ts';
import { WorkspaceReader } from './workspace-reader.ts';

interface World {
  readonly reader: WorkspaceReader;
  readonly found: string[];
  readonly said: string[];
  /** How many files each job was asked for. */
  readonly slices: number[];
  /** Stops what is shown as progress. */
  readonly progress: CancellationTokenSource;
}

/** Files of one folder; those whose names begin with `bad` break the worker. */
function world(files: readonly string[], onSlice?: (world: World) => void): World {
  const said: string[] = [];
  const found: string[] = [];
  const slices: number[] = [];
  const progress = new CancellationTokenSource();
  const reporter = {
    token: progress.token,
    begin: (title: string) => void said.push(`begin ${title}`),
    report: (percentage: number) => void said.push(`${percentage}`),
    done: () => void said.push('done'),
  };
  const connection = {
    console: { error: (message: string) => void said.push(message.split('\n')[0] ?? ''), warn: () => {} },
    window: { createWorkDoneProgress: async () => reporter },
  } as unknown as Connection;
  const run = async (name: string, params: { paths: string[] }, token: { isCancellationRequested: boolean }) => {
    if (name === 'listFiles') return files;
    slices.push(params.paths.length);
    onSlice?.(result);
    if (token.isCancellationRequested) throw new CancelledError();
    if (params.paths.some((path) => path.startsWith('bad'))) throw new Error('the worker stopped');
    return params.paths.map((path) => [path, undefined]);
  };
  const jobs = { run, dispose: () => {} } as unknown as JobRunner;
  const reader = new WorkspaceReader({
    connection,
    jobs,
    found: (read) => void found.push(...read.map(([path]) => path)),
  });
  const result: World = { reader, found, said, slices, progress };
  return result;
}

const never = new CancellationTokenSource().token;
const names = (count: number) => Array.from({ length: count }, (_, index) => `${index}.yml`);

describe('the reader of a workspace', () => {
  it('reads in slices, and says so when it takes long', async () => {
    const few = world(names(250));
    few.reader.readFolders(['/rules']);
    expect(few.reader.isComplete).toBe(false);
    await few.reader.whenIdle(never);
    expect(few.found).toEqual(names(250));
    expect(few.slices).toEqual([100, 100, 50]);
    expect(few.said).toEqual([]);
    expect(few.reader.isComplete).toBe(true);
    const many = world(names(1000));
    many.reader.readFolders(['/rules']);
    await many.reader.whenIdle(never);
    expect(many.said).toEqual([
      'begin Reading Sigma rules',
      ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => `${n * 10}`),
      'done',
    ]);
  });

  it('leaves out the files that break the worker, and no others', async () => {
    const files = [...names(60), 'bad1.yml', ...names(150).slice(60), 'bad2.yml'];
    const { reader, found, said } = world(files);
    reader.readFolders(['/rules']);
    await reader.whenIdle(never);
    expect([...found].sort()).toEqual(names(150).sort());
    expect(said).toEqual([
      'reading bad1.yml: Error: the worker stopped',
      'reading bad2.yml: Error: the worker stopped',
    ]);
  });

  it('stops when a person says so, and knows that something is missing', async () => {
    const stopped = world(names(2000), ({ slices, progress }) => {
      if (slices.length === 3) progress.cancel();
    });
    stopped.reader.readFolders(['/rules']);
    await stopped.reader.whenIdle(never);
    expect(stopped.found).toHaveLength(200);
    expect(stopped.reader.isComplete).toBe(false);
    // What changes later is read nevertheless.
    stopped.reader.readFiles(['new.yml']);
    await stopped.reader.whenIdle(never);
    expect(stopped.found).toHaveLength(201);
    expect(stopped.reader.isComplete).toBe(false);
  });

  it('reads again what changed while it was read', async () => {
    const changing = world(names(3), ({ slices, reader }) => {
      if (slices.length === 1) reader.again((path) => path === '1.yml');
    });
    changing.reader.readFolders(['/rules']);
    await changing.reader.whenIdle(never);
    expect(changing.found).toEqual(['0.yml', '1.yml', '2.yml', '1.yml']);
  });

  it('takes what comes in between, forgets what is unwanted, and lets those go who do not wait', async () => {
    const busy = world(names(300), ({ slices, reader }) => {
      if (slices.length === 1) reader.readFiles(['late.yml']);
      if (slices.length === 2) reader.forget((path) => path.startsWith('2'));
    });
    busy.reader.readFolders(['/rules']);
    const impatient = new CancellationTokenSource();
    const waiting = busy.reader.whenIdle(impatient.token);
    impatient.cancel();
    await waiting;
    expect(busy.reader.isComplete).toBe(false);
    await busy.reader.whenIdle(never);
    expect(busy.found).toContain('late.yml');
    expect(busy.found).not.toContain('250.yml');
    expect(busy.found).toHaveLength(201);
  });
});
