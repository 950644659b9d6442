/** A generated rule must pass the linter without a finding. */

import type { DataFiles } from '../../data/data-files.ts';
import { createLintData } from '../../lint/lint-data.ts';
import { lintSigma } from '../../lint/linter.ts';
import { parseSigma } from '../../sigma/parse-sigma.ts';

export type RuleCheck = (yaml: string) => readonly string[];

/** Codes of what the linter finds; empty for a good rule. */
export function createRuleCheck(files: DataFiles): RuleCheck {
  const data = createLintData(files);
  return (yaml) => lintSigma(parseSigma(yaml, { treatAsSigma: true }), { data }).map(({ code }) => code);
}
