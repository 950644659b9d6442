import { readFileSync } from 'node:fs';

/** A record on which we and pySigma differ, and why it may stay so. */
export interface KnownDifference {
  /** Names the cause; several entries may share it. */
  readonly id: string;
  /** Path of the oracle file below its folder; `*` stands for any characters. */
  readonly file: string;
  /** The record's id in the file, as the conformance run prints it. */
  readonly path: string;
  readonly reason: string;
}

export const knownDifferencesFile = 'test/parity/known-differences.json';

export function readKnownDifferences(root: string): KnownDifference[] {
  return JSON.parse(readFileSync(`${root}/${knownDifferencesFile}`, 'utf8')) as KnownDifference[];
}

export function concerns(difference: KnownDifference, file: string, id: string): boolean {
  if (difference.path !== id) return false;
  const pattern = difference.file.split('*').map((piece) => piece.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`(^|/)${pattern.join('.*')}$`).test(file);
}
