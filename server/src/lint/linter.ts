/**
 * The linter: parsed text in, findings with exact spans out. Errors of YAML and Sigma are findings too. It reads nothing but its
 * arguments, and a lint rule that fails harms only itself.
 */
import type { Problem } from '../base/problem.ts';
import { parseCondition } from '../sigma/condition/parse-condition.ts';
import { applyFilters } from '../sigma/filter/apply-filters.ts';
import type { SigmaParse } from '../sigma/parse-sigma.ts';
import type { AnySigmaRule, SigmaDetections, SigmaFilter } from '../sigma/rule/sigma-rule.ts';
import type { SigmaError } from '../sigma/sigma-error.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import { applySuppressions, documentAt } from './apply-suppressions.ts';
import { conditionFindings } from './condition-findings.ts';
import { type ActiveRule, activeRules, defaultLintConfig, isExcluded, type LintConfig } from './config.ts';
import type { LintContext, LintRule, ReadCondition, Report } from './define-rule.ts';
import { fixesOfError } from './error-fixes.ts';
import { type Finding, findingOf, isErrorCode } from './finding.ts';
import { guardFixes } from './guard-fixes.ts';
import { createLintData, type LintData } from './lint-data.ts';
import { problemOfError } from './parse-errors.ts';
import { lintRules } from './rules/index.ts';
import { partsOf, visitsTo } from './visit-rule.ts';

export { withoutSuppressed } from './apply-suppressions.ts';
export type { Finding } from './finding.ts';

export interface LintOptions {
  readonly config?: LintConfig;
  /** The file's path with `/`; checks of file names need it. */
  readonly path?: string;
  readonly data?: LintData;
  /** The fields of a rule that the targets of its project do not know. */
  readonly unmappedFields?: LintContext['unmappedFields'] | undefined;
  /** Replaces the registered lint rules; for tests of the linter itself. */
  readonly rules?: readonly LintRule[];
  /** Told when a lint rule fails; its other findings and all other rules are unharmed. */
  readonly onRuleFailure?: (id: string, error: unknown) => void;
}

/** All findings of one text, by document and place. */
export function lintSigma(parse: SigmaParse, options: LintOptions = {}): Finding[] {
  const steps = lintSteps(parse, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** How many visits of lint rules to a rule are one step, which is to take a millisecond or so. */
function visitsPerStep({ span }: AnySigmaRule): number {
  return span.end - span.start < 10_000 ? 40 : 4;
}

/**
 * The same step by step, for those who have other things to do in between. A step yields how much text it was about, in characters:
 * how long it took depends on that.
 */
export function* lintSteps(parse: SigmaParse, options: LintOptions = {}): Generator<number, Finding[]> {
  const config = options.config ?? defaultLintConfig;
  const active = activeRules(options.rules ?? lintRules, config);
  const data = options.data ?? createLintData();
  const yaml = yamlProblems(parse);
  const cut = new Set(yaml.filter(({ code }) => syntaxErrors.has(code)).map(({ document }) => document));
  const findings = [...configured([...yaml, ...collectionErrors(parse)], config)];
  yield parse.text.length;
  findings.push(...runDocumentRules(active, parse, options));
  yield parse.text.length;
  // pySigma: sigma-cli check – validators see no filter, no rule that has errors, and nothing of a file that cannot be loaded.
  const unseen = config.profile === 'pysigma' && parse.collection.collectRaises !== undefined;
  for (const rule of parse.collection.rules) {
    if (cut.has(rule.document)) continue;
    const conditions = readConditions(rule, config);
    yield rule.span.end - rule.span.start;
    const problems = [
      ...[...rule.errors, ...rule.furtherErrors].map((error) => withFixes(error, parse.text)),
      ...conditionFindings(conditions, detectionsOf(rule)),
    ];
    const errors = problems.map((problem) => ({ ...problem, document: rule.document }));
    const silent = config.exclusions.get(rule.id?.value ?? '');
    findings.push(...configured(errors, config).filter(({ code }) => !silent?.has(code)));
    if (config.profile === 'pysigma' && (unseen || rule.kind === 'filter' || errors.length > 0)) continue;
    const seen = config.profile === 'pysigma' ? filtered(rule, parse) : rule;
    const run = {
      parse,
      rule: seen,
      conditions: seen === rule ? conditions : readConditions(seen, config),
      data,
      config,
      options,
    };
    yield* runRules(active, run, (finding) => void findings.push(finding));
  }
  yield parse.text.length;
  const rules = options.rules ?? lintRules;
  const found = inOrder(withoutRepetitions(visible(findings, parse.text), config));
  return applySuppressions(guardFixes(found, parse), parse, {
    config,
    rules,
    complete: cut.size === 0,
  });
}

/** pySigma: collection.py#resolve_rule_references – validators see rules with the filters of their file applied. */
function filtered(rule: AnySigmaRule, { collection }: SigmaParse): AnySigmaRule {
  const filters = collection.rules.filter((one): one is SigmaFilter => one.kind === 'filter');
  return rule.kind !== 'rule' || filters.length === 0 ? rule : applyFilters(rule, filters).rule;
}

function withFixes(error: SigmaError, text: string): Problem & Pick<Finding, 'fixes'> {
  const fixes = fixesOfError(error, text);
  return fixes.length > 0 ? { ...problemOfError(error), fixes } : problemOfError(error);
}

interface RuleRun {
  readonly parse: SigmaParse;
  readonly rule: AnySigmaRule;
  readonly conditions: readonly ReadCondition[];
  readonly data: LintData;
  readonly config: LintConfig;
  readonly options: LintOptions;
}

function* runRules(
  active: readonly ActiveRule[],
  run: RuleRun,
  add: (finding: Finding) => void,
): Generator<number, void> {
  const { rule, config, options } = run;
  const parts = partsOf(rule);
  const perStep = visitsPerStep(rule);
  const hasExclusions = config.exclusions.size > 0;
  // One for all lint rules, which use it only while they look.
  const context = new RuleContext(run, add);
  let count = 0;
  for (const visit of visitsTo(rule.kind, active)) {
    if (count++ % perStep === 0) yield rule.span.end - rule.span.start;
    const { rule: lintRule } = visit.active;
    if (hasExclusions && isExcluded(lintRule, rule.id?.value, config)) continue;
    context.turnTo(visit.active);
    try {
      visit.show(rule, parts, context);
    } catch (error) {
      options.onRuleFailure?.(lintRule.id, error);
    }
  }
}

class RuleContext implements LintContext {
  readonly text: string;
  readonly path: string | undefined;
  readonly rule: AnySigmaRule;
  readonly conditions: readonly ReadCondition[];
  readonly data: LintData;
  readonly unmappedFields: LintContext['unmappedFields'];
  readonly profile: LintConfig['profile'];
  /** Bound, because lint rules take it out of its object. */
  readonly report: (report: Report) => void;
  options: LintContext['options'] = {};
  #reporter: ActiveRule | undefined;

  constructor({ parse, rule, conditions, data, config, options }: RuleRun, add: (finding: Finding) => void) {
    this.text = parse.text;
    this.path = options.path;
    this.rule = rule;
    this.conditions = conditions;
    this.data = data;
    this.unmappedFields = options.unmappedFields;
    this.profile = config.profile;
    // V8 gives functions that are written where a property is assigned to a long life, and with them all that they refer to.
    const report = (found: Report) => {
      if (this.#reporter) add(findingOf(this.#reporter, rule.document, found));
    };
    this.report = report;
  }

  /** From now on it is the context of another lint rule. */
  turnTo(one: ActiveRule): void {
    this.options = one.options;
    this.#reporter = one;
  }
}

function runDocumentRules(active: readonly ActiveRule[], parse: SigmaParse, options: LintOptions): Finding[] {
  const findings: Finding[] = [];
  const documents = sigmaDocuments(parse);
  for (const one of active) {
    const visit = one.rule.visit?.document;
    if (!visit) continue;
    for (const { document, root } of documents) {
      const report = (found: Report) => void findings.push(findingOf(one, document, found));
      try {
        visit(root, { text: parse.text, path: options.path, report });
      } catch (error) {
        options.onRuleFailure?.(one.rule.id, error);
      }
    }
  }
  return findings;
}

function sigmaDocuments({ yaml, collection }: SigmaParse): { readonly document: number; readonly root: YamlNode }[] {
  const skipped = new Set(collection.skippedDocuments);
  return yaml.documents.flatMap(({ root }, document) =>
    root === null || skipped.has(document) ? [] : [{ document, root }],
  );
}

/** Errors after which parts of a document are missing: what else is wrong with it would be guesswork. */
const syntaxErrors: ReadonlySet<string> = new Set([
  'scanner-error',
  'parser-error',
  'composer-error',
  'recursion-error',
  'yaml-limit',
]);

function yamlProblems(parse: SigmaParse): Finding[] {
  const skipped = new Set(parse.collection.skippedDocuments);
  // What YAML allows and is only strange (repeated keys) is for lint rules.
  return parse.yaml.documents.flatMap(({ problems }, document) =>
    skipped.has(document)
      ? []
      : problems.filter(({ severity }) => severity === 'error').map((problem) => ({ ...problem, document })),
  );
}

/** What is wrong with the collection as a whole. */
function collectionErrors(parse: SigmaParse): Finding[] {
  return parse.collection.errors.map((error) => ({
    ...problemOfError(error),
    document: documentAt(parse, error.span.start),
  }));
}

function detectionsOf(rule: AnySigmaRule): SigmaDetections | undefined {
  return rule.kind === 'correlation' ? undefined : rule.detection;
}

function readConditions(rule: AnySigmaRule, { profile }: LintConfig): ReadCondition[] {
  const reading = { gluedOperators: profile === 'pysigma' };
  const conditions = detectionsOf(rule)?.conditions ?? [];
  return conditions.map((condition) => ({ condition, ...parseCondition(condition, reading) }));
}

function configured(findings: readonly Finding[], config: LintConfig): Finding[] {
  return findings.flatMap((finding) => {
    const severity = config.severities.get(finding.code);
    if (severity === 'off') return [];
    return [severity ? { ...finding, severity } : finding];
  });
}

/** Findings at entries of lists that take no room stand at their dash. */
function visible(findings: readonly Finding[], text: string): readonly Finding[] {
  return findings.map((finding) => {
    const { start, end } = finding.span;
    const isAtDash = start === end && text[start - 1] === '-' && /[\s-]/.test(text[start - 2] ?? ' ');
    return isAtDash ? { ...finding, span: { start: start - 1, end } } : finding;
  });
}

/** Without findings that stand twice, and without errors of Sigma in a value that is broken YAML already. */
function withoutRepetitions(findings: readonly Finding[], { profile }: LintConfig): Finding[] {
  const seen = new Set<string>();
  const broken = new Set(findings.filter(isYamlError).map(({ span }) => `${span.start} ${span.end}`));
  return findings.filter((finding) => {
    const { code, span, document, message } = finding;
    if (!isYamlError(finding) && broken.has(`${span.start} ${span.end}`)) return false;
    // A selection that stands in two places by an alias has two issues in pySigma; ids of its validators have no dash.
    if (profile === 'pysigma' && !isErrorCode(code)) return true;
    const key = `${code} ${document} ${span.start} ${span.end} ${message}`;
    return !seen.has(key) && seen.add(key);
  });
}

function isYamlError({ code }: Finding): boolean {
  return /^(?:reader|scanner|parser|composer|constructor|value)-error$/.test(code);
}

function inOrder(findings: readonly Finding[]): Finding[] {
  const byCode = (a: Finding, b: Finding) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
  return [...findings].sort(
    (a, b) => a.document - b.document || a.span.start - b.span.start || a.span.end - b.span.end || byCode(a, b),
  );
}
