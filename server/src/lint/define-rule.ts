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

/** Another place that a finding is about. */
export interface RelatedPlace {
  /** The file's path; absent where it is the file of the finding. */
  readonly path?: string;
  readonly span: Span;
  readonly message: string;
}

export interface Report {
  readonly span: Span;
  /** What is wrong, why, and what to do. */
  readonly message: string;
  readonly tag?: 'unnecessary' | 'deprecated';
  /** Where this finding weighs less than the rule's others; a configured severity wins. */
  readonly severity?: Severity;
  readonly fixes?: readonly Fix[];
  readonly related?: readonly RelatedPlace[];
}

/** One entry of `condition` with its tree; `tree` is `null` when `error` says why it cannot be read. */
export interface ReadCondition extends ParsedCondition {
  readonly condition: SigmaConditionText;
}

/** A field for which targets of the project have no mapping, where it stands. */
export interface UnmappedField {
  readonly span: Span;
  /** Names of the targets. */
  readonly targets: readonly string[];
  /** Whether the targets refuse the rule because of it, instead of leaving the field as it is. */
  readonly refused: boolean;
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
  /** Arguments from the configuration (`config:` of sigma-cli's validator files) that the rule declares. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The fields of a rule that the project's targets do not know; absent where there are no targets. */
  readonly unmappedFields: ((rule: SigmaRule) => readonly UnmappedField[]) | undefined;
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
  readonly document?: ((root: YamlNode, context: DocumentContext) => void) | undefined;
  readonly any?: ((rule: AnySigmaRule, context: LintContext) => void) | undefined;
  readonly rule?: ((rule: SigmaRule, context: LintContext) => void) | undefined;
  readonly correlation?: ((rule: SigmaCorrelationRule, context: LintContext) => void) | undefined;
  readonly filter?: ((rule: SigmaFilter, context: LintContext) => void) | undefined;
  readonly tag?: ((tag: SigmaRuleTag, context: LintContext) => void) | undefined;
  readonly namedDetection?: ((detection: NamedDetection, context: LintContext) => void) | undefined;
  readonly detection?: ((detection: SigmaDetection, context: LintContext) => void) | undefined;
  readonly item?: ((item: SigmaDetectionItem, context: LintContext) => void) | undefined;
  /** Every string among the values after modifiers. */
  readonly string?: ((value: SigmaString, item: SigmaDetectionItem, context: LintContext) => void) | undefined;
}

/** For checks that only all files together answer. */
export interface WorkspaceLintContext {
  readonly profile: LintProfile;
  readonly options: Readonly<Record<string, unknown>>;
  /** False while files are unknown that belong to the others: nothing can be called missing then. */
  readonly isComplete: boolean;
  report(place: IndexedRule, report: Report): void;
}

/** What an argument of a rule is: a number, or a list of texts. */
export type OptionKind = 'number' | 'words';

export interface LintRule {
  readonly id: string;
  /** Ids that other linters use for the same defect; accepted wherever an id is. */
  readonly aliases?: readonly string[] | undefined;
  readonly severity: Severity;
  /** In the profile `default`, where it weighs less or more than for those whose rules the other profiles serve. */
  readonly defaultSeverity?: Severity | undefined;
  readonly profiles: readonly LintProfile[];
  /** The arguments that a configuration may give it, by name. */
  readonly options?: Readonly<Record<string, OptionKind>> | undefined;
  /** One line for lists and the rule reference. */
  readonly summary: string;
  readonly visit?: LintVisitors | undefined;
  readonly workspace?: ((index: WorkspaceIndex, context: WorkspaceLintContext) => void) | undefined;
}

/** Declares a lint rule. All have the same keys in the same order: the linter asks for them for every rule file. */
export function defineRule(rule: LintRule): LintRule {
  const { id, aliases, severity, defaultSeverity, profiles, options, summary, visit, workspace } = rule;
  const visitors = visit && sameKeys(visit);
  return { id, aliases, severity, defaultSeverity, profiles, options, summary, visit: visitors, workspace };
}

function sameKeys(visit: LintVisitors): LintVisitors {
  const { document, any, rule, correlation, filter, tag, namedDetection, detection, item, string } = visit;
  return { document, any, rule, correlation, filter, tag, namedDetection, detection, item, string };
}
