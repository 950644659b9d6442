import { throwIfCancelled } from '../../base/cancellation.ts';
import { parseSigma } from '../../sigma/parse-sigma.ts';
import { type FileSummary, summarizeFile } from '../../workspace/file-summary.ts';
import { normalizePath } from '../../workspace/file-uri.ts';
import type { JobContext } from '../jobs.ts';
import { mayBeSigma } from '../recognition.ts';

/** Longer texts are no rules that anybody wrote; the largest rule of SigmaHQ has 300 KB. */
const longestText = 2_000_000;

export interface ListFilesJob {
  readonly folders: readonly string[];
}

export interface SummarizeFilesJob {
  readonly paths: readonly string[];
}

/** A file, and what is known of it; `undefined` for those that are gone, unreadable, too long or no Sigma. */
export type SummarizedFile = readonly [path: string, summary: FileSummary | undefined];

/** The YAML files below some folders, each once. */
export async function listFilesJob({ folders }: ListFilesJob, { sources, token }: JobContext): Promise<string[]> {
  const found = new Set<string>();
  for (const folder of folders) {
    throwIfCancelled(token);
    for (const file of sources.find(folder)) if (/\.ya?ml$/i.test(file)) found.add(normalizePath(file));
  }
  return [...found];
}

/** One slice of a workspace: whoever asks keeps slices small, so that other jobs have their turn between them. */
export async function summarizeFilesJob(
  { paths }: SummarizeFilesJob,
  { sources, token }: JobContext,
): Promise<SummarizedFile[]> {
  return paths.map((path) => {
    throwIfCancelled(token);
    const read = sources.readText(path);
    return [path, 'text' in read ? summarizeText(read.text) : undefined];
  });
}

function summarizeText(text: string): FileSummary | undefined {
  if (text.length > longestText || !mayBeSigma(text)) return undefined;
  const summary = summarizeFile(parseSigma(text));
  return summary.rules.length > 0 ? summary : undefined;
}
