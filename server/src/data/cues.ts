/** Words that a sentence must hold before it supports certain gold rules. */
import type { DataFiles } from './data-files.ts';

/** By the name of the gold rule's file. */
export type Cues = ReadonlyMap<string, RegExp>;

export function loadCues(files: DataFiles): Cues {
  const { cues } = JSON.parse(files.read('events/cues.json')) as { cues: Readonly<Record<string, string>> };
  return new Map(Object.entries(cues).map(([slug, words]) => [slug, new RegExp(words, 'i')]));
}
