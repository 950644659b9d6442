/**
 * What checks found in files, kept between runs by content. A cache is never trusted to be whole: one that is not as it was written
 * counts for nothing, and what cannot be written is left.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './make-folder.ts';
import { writeWhole } from './write-whole.ts';

export interface CheckCache {
  /** The result that was kept for a text under a key. */
  get(key: string, hash: string): string | undefined;
  /** Keeps a result: one line of text. */
  set(key: string, hash: string, result: string): void;
  /** Writes when something is new. */
  save(): void;
}

interface Entry {
  readonly hash: string;
  readonly result: string;
}

const fileHead = 'sigmasmith check cache';
const maxEntries = 50_000;

/** Short and even; not against people who want two texts to be taken as one. */
export function contentHash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, 22);
}

/**
 * Opens the cache of a project in a folder. `stamp` names everything besides the texts that results depend on; under another one
 * nothing is known.
 */
export function openCheckCache(folder: string, project: string, stamp: string): CheckCache {
  const file = join(folder, `${contentHash(project)}.cache`);
  const head = `${fileHead} ${stamp}`;
  const known = readEntries(file, head);
  const used = new Map<string, Entry>();
  const state = { isNew: false };
  return {
    get(key, hash) {
      const entry = known.get(key);
      if (entry?.hash !== hash) return undefined;
      used.set(key, entry);
      return entry.result;
    },
    set(key, hash, result) {
      state.isNew = true;
      used.set(key, { hash, result });
    },
    save() {
      if (!state.isNew) return;
      const entries = used.size + known.size > maxEntries ? used : new Map([...known, ...used]);
      const lines = [...entries].map(([key, { hash, result }]) => `${key}\t${hash}\t${result}\n`);
      const body = lines.join('');
      write(folder, file, `${head}\n${contentHash(body)}\n${body}`);
    },
  };
}

/** The person's own folder for such things, as their system wants it; `undefined` where the environment names none. */
export function defaultCacheFolder(env: Readonly<Record<string, string | undefined>>): string | undefined {
  if (env.SIGMASMITH_CACHE_DIR) return env.SIGMASMITH_CACHE_DIR;
  const below = (folder: string | undefined, ...names: string[]) => (folder ? join(folder, ...names) : undefined);
  if (process.platform === 'win32') return below(env.LOCALAPPDATA, 'sigmasmith', 'cache');
  if (process.platform === 'darwin') return below(env.HOME, 'Library', 'Caches', 'sigmasmith');
  return below(env.XDG_CACHE_HOME, 'sigmasmith') ?? below(env.HOME, '.cache', 'sigmasmith');
}

function readEntries(file: string, head: string): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  const content = bodyOf(file, head);
  let start = 0;
  for (let end = content.indexOf('\n', start); end >= 0; end = content.indexOf('\n', start)) {
    const first = content.indexOf('\t', start);
    const second = content.indexOf('\t', first + 1);
    if (first > start && second > first && second < end)
      entries.set(content.slice(start, first), {
        hash: content.slice(first + 1, second),
        result: content.slice(second + 1, end),
      });
    start = end + 1;
  }
  return entries;
}

/** What follows the head and the hash of all that follows; nothing where one of them is another. */
function bodyOf(file: string, head: string): string {
  const bytes = read(file);
  const start = `${head}\n`;
  const from = Buffer.byteLength(start);
  if (bytes?.subarray(0, from).toString() !== start) return '';
  const end = bytes.indexOf('\n', from) + 1;
  const body = bytes.subarray(end);
  return end > 0 && bytes.subarray(from, end - 1).toString() === contentHash(body) ? body.toString() : '';
}

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function write(folder: string, file: string, content: string): void {
  try {
    if (makeFolder(folder, 0o700)) describeFolder(folder);
    writeWhole(file, content, { mode: 0o600 });
  } catch {
    // A cache only saves time: a full or protected disk is no trouble of the check.
  }
}

/** So that neither Git nor backups take the folder for something to keep. */
function describeFolder(folder: string): void {
  writeFileSync(join(folder, '.gitignore'), '*\n');
  writeFileSync(
    join(folder, 'CACHEDIR.TAG'),
    'Signature: 8a477f597d28d172789f06886806bc55\n# Results of sigmasmith check; may be deleted at any time.\n',
  );
}
