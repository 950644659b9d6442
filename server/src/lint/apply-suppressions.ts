/** Leaves out what comments silence, and tells of comments that silence nothing or name checks that do not exist. */
import type { LineIndex } from '../base/line-index.ts';
import type { SigmaParse } from '../sigma/parse-sigma.ts';
import { type CheckNames, checkNamesOf } from './check-names.ts';
import { type ActiveRule, activeRules, type LintConfig } from './config.ts';
import type { LintRule } from './define-rule.ts';
import { type Finding, findingOf, isErrorCode } from './finding.ts';
import { lintRules } from './rules/index.ts';
import { unknownSuppression } from './rules/structure/unknown_suppression.ts';
import { unusedSuppression } from './rules/structure/unused_suppression.ts';
import { findUnknown, findUnused, misspelledReport } from './suppression-reports.ts';
import { type Suppression, type Suppressions, suppressionsOf } from './suppressions.ts';

interface SuppressionRun {
  readonly config: LintConfig;
  readonly rules: readonly LintRule[];
  /** Whether the text could be read as a whole; else what seems unused may silence what is not seen yet. */
  readonly complete: boolean;
}

/** What is left of the findings of a text, and what is wrong with the comments themselves. */
export function applySuppressions(findings: Finding[], parse: SigmaParse, run: SuppressionRun): Finding[] {
  const read = suppressionsOf(parse);
  if (!read) return findings;
  const { suppressions, lines } = read;
  const names = checkNamesOf(lintRules);
  const used = new Map<Suppression, Set<string>>();
  const isCovered = ({ code, span }: Finding) => {
    const covering = suppressions.covering(names.namesOf(code), lines.positionAt(span.start).line);
    for (const one of covering) used.set(one, (used.get(one) ?? new Set()).add(code));
    return covering.length > 0;
  };
  const left = findings.filter((finding) => !isCovered(finding));
  const about = aboutComments(suppressions, used, names, parse, run);
  return about.length > 0
    ? inOrder([...left, ...about.filter((finding) => !isNamed(finding, suppressions, lines))])
    : left;
}

/** Leaves out what comments in the text silence. */
export function withoutSuppressed(findings: Finding[], parse: SigmaParse): Finding[] {
  const read = findings.length === 0 ? undefined : suppressionsOf(parse);
  if (!read) return findings;
  const names = checkNamesOf(lintRules);
  return findings.filter(
    ({ code, span }) =>
      read.suppressions.covering(names.namesOf(code), read.lines.positionAt(span.start).line).length === 0,
  );
}

function aboutComments(
  { all, misspelled }: Suppressions,
  used: ReadonlyMap<Suppression, ReadonlySet<string>>,
  names: CheckNames,
  parse: SigmaParse,
  { config, rules, complete }: SuppressionRun,
): Finding[] {
  const active = activeRules(rules, config);
  const find = (id: string) => active.find(({ rule }) => rule.id === id);
  const findings: Finding[] = [];
  const report = (one: ActiveRule | undefined, reports: ReturnType<typeof findUnknown>) => {
    for (const found of reports) if (one) findings.push(findingOf(one, documentAt(parse, found.span.start), found));
  };
  const isJudged = judgedBy(active, config);
  report(find(unknownSuppression.id), misspelled.map(misspelledReport));
  for (const suppression of all) {
    if (suppression.dialect !== 'sigmasmith') continue;
    report(find(unknownSuppression.id), findUnknown(suppression, names));
    if (!complete) continue;
    report(
      find(unusedSuppression.id),
      findUnused(suppression, used.get(suppression), { text: parse.text, names, isJudged }),
    );
  }
  return findings;
}

/** Whether findings of a check would have been seen here; those about the whole workspace come later. */
function judgedBy(active: readonly ActiveRule[], { severities }: LintConfig): (id: string) => boolean {
  const judged = new Set(
    active.filter(({ rule }) => rule.visit !== undefined && !rule.workspace).map(({ rule }) => rule.id),
  );
  return (id) => judged.has(id) || (isErrorCode(id) && severities.get(id) !== 'off');
}

/** Comments do not silence what is said about themselves unless they name it. */
function isNamed({ code, span }: Finding, suppressions: Suppressions, lines: LineIndex): boolean {
  const covering = suppressions.covering([code], lines.positionAt(span.start).line);
  return covering.some(({ checks }) => checks.some(({ name }) => name === code));
}

/** Index of the YAML document at an offset. */
export function documentAt({ yaml }: SigmaParse, offset: number): number {
  return Math.max(
    0,
    yaml.documents.findLastIndex(({ span }) => span.start <= offset),
  );
}

function inOrder(findings: Finding[]): Finding[] {
  return findings.sort((a, b) => a.document - b.document || a.span.start - b.span.start || a.span.end - b.span.end);
}
