import { lineStartsOf } from '../base/line-index.ts';
import type { SigmaParse } from '../sigma/parse-sigma.ts';
import { type RuleSummary, summarizeRules } from './rule-summary.ts';

/** What is kept of a rule file. Plain data: it crosses threads. */
export interface FileSummary {
  readonly rules: readonly RuleSummary[];
  /** Offsets at which its lines start, so that places in it have a line without reading it again. */
  readonly lineStarts: Uint32Array;
}

export function summarizeFile(parse: SigmaParse): FileSummary {
  return { rules: summarizeRules(parse), lineStarts: Uint32Array.from(lineStartsOf(parse.text)) };
}
