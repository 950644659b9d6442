import type { Problem } from '../base/problem.ts';
import type { ActiveRule } from './config.ts';
import type { Fix, RelatedPlace, Report } from './define-rule.ts';

export interface Finding extends Problem {
  /** Index of the YAML document. */
  readonly document: number;
  readonly fixes?: readonly Fix[];
  readonly related?: readonly RelatedPlace[];
}

/** What a lint rule reports, as a finding. */
export function findingOf({ rule, severity, configured }: ActiveRule, document: number, report: Report): Finding {
  return { ...report, code: rule.id, severity: configured ? severity : (report.severity ?? severity), document };
}

/** Whether a code is that of an error of YAML or Sigma; ids of lint rules have no dash. */
export function isErrorCode(code: string): boolean {
  return code.includes('-');
}
