/** Newer ATT&CK tables than those that we ship, from MITRE's own publication. */
import type { CancellationToken } from '../base/cancellation.ts';
import { throwIfCancelled } from '../base/cancellation.ts';
import { Failure } from '../base/failure.ts';
import { attackFromStix, compareVersions, type Replaced } from '../data/attack-update.ts';
import type { DataFiles } from '../data/data-files.ts';
import { type FetchPageOptions, fetchPage } from '../http/fetch-page.ts';
import type { AttackUpdate } from '../protocol/attack.ts';

export interface UpdateAttackWorld {
  /** What is used now. */
  readonly files: DataFiles;
  readonly page: FetchPageOptions;
  /** Keeps the new tables for the next start, whole or not at all. */
  save(text: string): void;
  progress(message: string): void;
}

/** The Enterprise matrix is 50 MB. */
const limits = { timeoutMs: 180_000, maxBytes: 120_000_000 };

/** Throws `Failure` in plain words when nothing could be had or it is not used. */
export async function updateAttack(
  url: string,
  world: UpdateAttackWorld,
  token: CancellationToken,
): Promise<AttackUpdate> {
  const { files, page, save, progress } = world;
  progress('Downloading ATT&CK');
  const { text } = await download(url, { ...page, limits }, token);
  throwIfCancelled(token);
  progress('Reading ATT&CK');
  const known = JSON.parse(files.read('attack/replaced.json')) as Replaced;
  const { version: before } = JSON.parse(files.read('attack/techniques.json')) as { version: string };
  const update = attackFromStix(text, known);
  const { version } = update;
  const techniques = update['techniques.json'].techniques.length;
  if (compareVersions(version, before) <= 0) return { version: before, before, changed: false, techniques };
  throwIfCancelled(token);
  // MITRE's terms ask for its licence in every copy.
  save(JSON.stringify({ license: files.read('attack/LICENSE.txt'), ...update }));
  return { version, before, changed: true, techniques };
}

const unreachable = new Set(['ConnectionFailed', 'Timeout', 'NameNotFound']);

async function download(url: string, options: FetchPageOptions, token: CancellationToken) {
  try {
    return await fetchPage(url, options, token);
  } catch (error) {
    if (!(error instanceof Failure) || !unreachable.has(error.code)) throw error;
    const message = `ATT&CK could not be fetched: ${error.message} The tables that are there stay in use.`;
    throw new Failure(error.code, message, { retryable: error.retryable, cause: error });
  }
}
