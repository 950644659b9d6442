/** Runs the comparisons over a folder and judges the outcome. */
import type { Answer, Comparison, OracleFile } from './comparison.ts';
import { concerns, type KnownDifference } from './known-differences.ts';

export interface FileReport {
  readonly file: string;
  readonly comparison: string;
  readonly records: number;
  readonly agreeing: number;
  readonly sameTexts: number;
  /** Differences that no entry of the list explains. */
  readonly differences: readonly Answer[];
  readonly knownDifferences: readonly Answer[];
  /** Listed differences that are none any more. */
  readonly healed: readonly KnownDifference[];
  readonly passes: boolean;
}

export function compareFile(file: OracleFile, comparison: Comparison, known: readonly KnownDifference[]): FileReport {
  const differences: Answer[] = [];
  const knownDifferences: Answer[] = [];
  const healed: KnownDifference[] = [];
  let records = 0;
  let sameTexts = 0;
  for (const answer of comparison.compare(file)) {
    records++;
    if (answer.sameText) sameTexts++;
    const entry = known.find((difference) => concerns(difference, file.path, answer.id));
    if (answer.agrees && entry !== undefined) healed.push(entry);
    else if (!answer.agrees) (entry === undefined ? differences : knownDifferences).push(answer);
  }
  const agreeing = records - differences.length - knownDifferences.length;
  const share = records === 0 ? 1 : (agreeing + knownDifferences.length) / records;
  const passes = share >= (comparison.bar ?? 1) && healed.length === 0;
  return {
    file: file.path,
    comparison: comparison.id,
    records,
    agreeing,
    sameTexts,
    differences,
    knownDifferences,
    healed,
    passes,
  };
}
