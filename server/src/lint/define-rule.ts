/**
 * What a lint rule is. One rule is one file under `rules/<group>/<id>.ts` with its documentation and test beside it in `<id>.md`; it gets
 * parsed nodes only, never parses text again, and reports exact spans.
 */
import type { Severity } from '../base/problem.ts';
import type { Span } from '../base/span.ts';
import type { ParsedCondition } from '../sigma/condition/parse-condition.ts';
import type {
  AnySigmaRule,
  NamedDetection,
  SigmaConditionText,
  SigmaCorrelationRule,
  SigmaDetection,
  SigmaDetectionItem,
  SigmaFilter,
  SigmaRule,
  SigmaRuleTag,
} from '../sigma/rule/sigma-rule.ts';
import type { SigmaString } from '../sigma/types/sigma-type.ts';
import type { IndexedRule, WorkspaceIndex } from '../workspace/workspace-index.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import type { LintData } from './lint-data.ts';

/** `default`: wrong or risky anywhere. `pysigma`: exactly pySigma's and SigmaHQ's validators. */
export type LintProfile = 'default' | 'sigmahq' | 'strict' | 'pysigma';

export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/** A `safe` fix keeps what the rule matches; a `suggestion` needs a person's judgement. */
export interface Fix {
  readonly title: string;
  readonly kind: 'safe' | 'suggestion';
  readonly edits: readonly TextEdit[];
}

export interface Report {
  readonly span: Span;
  /** What is wrong, why, and what to do. */
  readonly message: string;
  readonly tag?: 'unnecessary' | 'deprecated';
  /** Where this finding weighs less than the rule's others; a configured severity wins. */
  readonly severity?: Severity;
  readonly fixes?: readonly Fix[];
}

/** One entry of `condition` with its tree; `tree` is `null` when `error` says why it cannot be read. */
export interface ReadCondition extends ParsedCondition {
  readonly condition: SigmaConditionText;
}

/** What surrounds the node that a rule looks at. */
export interface LintContext {
  readonly text: string;
  /** The file's path with `/`, where there is one. */
  readonly path: string | undefined;
  readonly rule: AnySigmaRule;
  /** The conditions of the rule or filter, read once for all lint rules. */
  readonly conditions: readonly ReadCondition[];
  readonly data: LintData;
  /** Arguments from the configuration (`config:` of sigma-cli's validator files), not validated. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Rules that judge more narrowly than the validator they reproduce do so outside `pysigma` and `sigmahq`. */
  readonly profile: LintProfile;
  report(report: Report): void;
}

/** The YAML of one Sigma document, as written. */
export interface DocumentContext {
  readonly text: string;
  readonly path: string | undefined;
  report(report: Report): void;
}

/** Called for each node of its kind; detections, items and strings are those of rules, as in pySigma's validators. */
export interface LintVisitors {
  /** Once for each Sigma document that is not empty, before its rules. */
  document?(root: YamlNode, context: DocumentContext): void;
  any?(rule: AnySigmaRule, context: LintContext): void;
  rule?(rule: SigmaRule, context: LintContext): void;
  correlation?(rule: SigmaCorrelationRule, context: LintContext): void;
  filter?(rule: SigmaFilter, context: LintContext): void;
  tag?(tag: SigmaRuleTag, context: LintContext): void;
  namedDetection?(detection: NamedDetection, context: LintContext): void;
  detection?(detection: SigmaDetection, context: LintContext): void;
  item?(item: SigmaDetectionItem, context: LintContext): void;
  /** Every string among the values after modifiers. */
  string?(value: SigmaString, item: SigmaDetectionItem, context: LintContext): void;
}

/** For checks that only all files together answer. */
export interface WorkspaceLintContext {
  readonly profile: LintProfile;
  readonly options: Readonly<Record<string, unknown>>;
  report(place: IndexedRule, report: Report): void;
}

export interface LintRule {
  readonly id: string;
  /** Ids that other linters use for the same defect; accepted wherever an id is. */
  readonly aliases?: readonly string[];
  readonly severity: Severity;
  readonly profiles: readonly LintProfile[];
  /** One line for lists and the rule reference. */
  readonly summary: string;
  readonly visit?: LintVisitors;
  readonly workspace?: (index: WorkspaceIndex, context: WorkspaceLintContext) => void;
}

/** Declares a lint rule; exists for its type. */
export function defineRule(rule: LintRule): LintRule {
  return rule;
}
