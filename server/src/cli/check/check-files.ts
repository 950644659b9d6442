/** Checks files, as far as it is not known already what they hold: from the cache, in this thread, or in several. */
import type { LintConfig } from '../../lint/config.ts';
import { type CheckCache, contentHash, openCheckCache } from '../../node/check-cache.ts';
import { type ReadText, readText } from '../../node/read-text.ts';
import { today } from '../../node/today.ts';
import { version } from '../../node/version.ts';
import type { CheckedFile } from '../../services/check.ts';
import type { TargetPipelines } from '../../services/convert-requests.ts';
import type { CliIo } from '../cli-io.ts';
import { checkNamedPipelines } from './check-named-pipelines.ts';
import { checkInPool, workersFor } from './check-pool.ts';
import { createFileChecker, type FileResult, type FileToCheck } from './check-worker.ts';

export interface FilesToCheck {
  readonly files: readonly FileToCheck[];
  readonly configs: readonly LintConfig[];
  readonly targets: readonly (readonly TargetPipelines[])[];
  /** Where results are kept; `undefined` for nowhere. */
  readonly cacheFolder: string | undefined;
  onChecked(): void;
  /** What could not be read, and checks that failed. */
  onTrouble(words: string): void;
}

/** By file, in their order; `undefined` where a file could not be read. */
export async function checkFiles(work: FilesToCheck, io: CliIo): Promise<(CheckedFile | undefined)[]> {
  const results: (CheckedFile | undefined)[] = work.files.map(() => undefined);
  const cache = work.cacheFolder === undefined ? undefined : openCheckCache(work.cacheFolder, io.cwd, stampOf(io));
  const keys = createKeys(work, today(io.env));
  const open: number[] = [];
  const reads = new Map<number, ReadText>();
  for (const [index, file] of work.files.entries()) {
    const known = cache && fromCache(file, cache, keys);
    if (known && 'checked' in known) {
      results[index] = known.checked;
      work.onChecked();
    } else open.push(index);
    if (known && 'read' in known) reads.set(index, known.read);
  }
  const accept = (index: number, { result, hash, isOfToday }: FileResult) => {
    const file = work.files[index] as FileToCheck;
    work.onChecked();
    if (typeof result !== 'string') return work.onTrouble(`${file.path}: ${result.message}`);
    results[index] = JSON.parse(result) as CheckedFile;
    if (hash !== undefined) cache?.set(isOfToday ? keys.ofToday(file) : keys.always(file), hash, result);
  };
  await checkOpen(work, open, reads, accept, io);
  cache?.save();
  return results;
}

async function checkOpen(
  work: FilesToCheck,
  open: readonly number[],
  reads: Map<number, ReadText>,
  accept: (index: number, result: FileResult) => void,
  io: CliIo,
): Promise<void> {
  const rest = await checkNamedPipelines(work, open, reads, accept, io);
  if (rest.length === 0) return;
  const { configs, targets } = work;
  const keepsResults = work.cacheFolder !== undefined;
  const checker = await createFileChecker({ configs, targets, keepsResults }, io);
  const workers = io.program === undefined ? 0 : workersFor(rest.length);
  if (workers === 0 || io.program === undefined)
    for (const index of rest) {
      const file = work.files[index] as FileToCheck;
      accept(index, checker.check(file, reads.get(index) ?? readText(file.file)));
    }
  else
    await checkInPool(
      rest.map((index) => work.files[index] as FileToCheck),
      {
        program: io.program,
        workers,
        data: { sigmasmithCheck: true, configs, targets, keepsResults },
        checker,
        onResult: (place, result) => accept(rest[place] as number, result),
        onFailure: work.onTrouble,
      },
    );
  for (const failure of checker.failures) work.onTrouble(failure);
}

type Known = { readonly checked: CheckedFile } | { readonly read: ReadText };

function fromCache(file: FileToCheck, cache: CheckCache, keys: ReturnType<typeof createKeys>): Known {
  const read = readText(file.file);
  if (read.kind !== 'text') return { read };
  const hash = contentHash(read.text);
  const kept = cache.get(keys.always(file), hash) ?? cache.get(keys.ofToday(file), hash);
  const checked = kept === undefined ? undefined : parseChecked(kept);
  return checked ? { checked } : { read };
}

function parseChecked(json: string): CheckedFile | undefined {
  try {
    const value = JSON.parse(json) as Partial<CheckedFile> | null;
    return areObjects(value?.findings) && areObjects(value?.rules) ? (value as CheckedFile) : undefined;
  } catch {
    return undefined;
  }
}

function areObjects(list: unknown): boolean {
  return Array.isArray(list) && list.every((item) => typeof item === 'object' && item !== null);
}

/** A result depends on the configuration with its targets, the name of the file, whether it was named, and sometimes on the day. */
function createKeys({ configs, targets }: Pick<FilesToCheck, 'configs' | 'targets'>, day: string) {
  const idOf = (one: unknown) => contentHash(JSON.stringify(one, (_, value) => plain(value)));
  const [configIds, targetIds] = [configs.map(idOf), targets.map(idOf)];
  const always = (file: FileToCheck) =>
    `${configIds[file.config]} ${targetIds[file.targets]} ${file.named ? 'named' : 'found'} ${JSON.stringify(file.path)}`;
  return { always, ofToday: (file: FileToCheck) => `${day} ${always(file)}` };
}

function plain(value: unknown): unknown {
  if (value instanceof Map) return [...value];
  if (value instanceof Set) return [...value];
  return value;
}

function stampOf(io: CliIo): string {
  return `${version} ${io.build()} ${process.version}`;
}
