import type { Severity } from '../../base/problem.ts';
import type { PlacedFinding } from '../../services/check.ts';

/** A finding with the names of its file: `path` as records have it. */
export interface ShownFinding extends PlacedFinding {
  /** Relative to where the command runs, with `/`; absolute for files elsewhere. */
  readonly shownPath: string;
}

/** What a report in some format is made of. */
export interface CheckResult {
  readonly findings: readonly ShownFinding[];
  /** Of all checked files, as they are shown. */
  readonly files: readonly string[];
  /** What could not be done, in words. */
  readonly troubles: readonly string[];
  /** Where the command runs. */
  readonly cwd: string;
  /** Whether a finding makes the command fail. */
  fails(severity: Severity): boolean;
}

/** From the loudest. */
export const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** Messages quote rules and file names, and those may hold what a terminal would obey. */
export function printable(text: string): string {
  return text.replace(/[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g, (character) =>
    character === '\n' ? ' ' : '\ufffd',
  );
}
