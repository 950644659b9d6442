/** Runs the tests of rules and says why one failed. */
import type { Span } from '../base/span.ts';
import { type Explanation, explainRule } from '../evaluate/explain.ts';
import { parseRuleTests, type RuleTest } from '../evaluate/rule-tests.ts';
import type { SigmaEvent } from '../evaluate/sigma-event.ts';
import { unwrapEvent } from '../evaluate/unwrap-event.ts';
import { parseSigma } from '../sigma/parse-sigma.ts';
import type { AnySigmaRule, SigmaRule } from '../sigma/rule/sigma-rule.ts';
import { Evaluation } from './evaluate.ts';

export interface RuleTestFile {
  /** Path of the rule, as it is reported. */
  readonly path: string;
  readonly ruleText: string;
  /** Path and text of the file with the tests. */
  readonly testsPath: string;
  readonly testsText: string;
}

/** A recorded sample that a rule must match, as SigmaHQ's regression data has them. */
export interface RuleSample {
  readonly name: string;
  readonly path: string;
  readonly events: readonly SigmaEvent[];
  /** At least so many of the events must match, as in SigmaHQ's own runs. */
  readonly matchCount: number;
}

export interface RuleTestResult {
  readonly path: string;
  readonly testsPath: string;
  readonly name: string;
  /** Place of the test in its file, from 0; `undefined` for what is wrong with the file itself. */
  readonly index: number | undefined;
  readonly ok: boolean;
  /** Where the test stands: the event that gave the wrong answer, else the test's name. Offsets in the file of the tests. */
  readonly span: Span;
  /** For failures: one sentence, then a line for each item that decided. */
  readonly message: string;
}

/** Runs the tests of one file against the rules of its rule file (all documents; correlations see the whole stream). */
export function runRuleTests(file: RuleTestFile): RuleTestResult[] {
  const { tests, problems } = parseRuleTests(file.testsText);
  const rules = parseSigma(file.ruleText, { treatAsSigma: true }).collection.rules;
  const base = { path: file.path, testsPath: file.testsPath };
  const broken = problems.map(({ span, message }): RuleTestResult => {
    return { ...base, name: 'test file', index: undefined, ok: false, span, message };
  });
  const unusable = unusableMessage(rules, file.path);
  const run = (test: RuleTest): TestFailure | undefined =>
    unusable === undefined ? runTest(test, rules, file.path) : { span: test.nameSpan, message: unusable };
  return [
    ...broken,
    ...tests.map((test, index): RuleTestResult => {
      const failure = run(test);
      const { span = test.nameSpan, message = '' } = failure ?? {};
      return { ...base, name: test.name, index, ok: failure === undefined, span, message };
    }),
  ];
}

interface TestFailure {
  readonly span: Span;
  readonly message: string;
}

/** Runs recorded samples: at least as many events as expected must match. */
export function runRuleSamples(path: string, ruleText: string, samples: readonly RuleSample[]): RuleTestResult[] {
  const rules = parseSigma(ruleText, { treatAsSigma: true }).collection.rules;
  const span = { start: 0, end: 0 };
  return samples.map((sample, index) => {
    const evaluation = new Evaluation(rules.map((rule) => ({ rule, path })));
    const matching = sample.events.filter((event) => evaluation.match(event).length > 0).length;
    const ok = matching >= sample.matchCount;
    const why = ok || sample.events.length !== 1 ? '' : `\n${whyNot(rules, sample.events[0] as SigmaEvent)}`;
    const message = ok
      ? ''
      : `${matching} of ${sample.events.length} events match, expected at least ${sample.matchCount}.${why}`;
    return { path, testsPath: sample.path, name: sample.name, index, ok, span, message };
  });
}

function unusableMessage(rules: readonly AnySigmaRule[], path: string): string | undefined {
  if (rules.length === 0) return 'The rule file holds no rule.';
  const [first] = new Evaluation(rules.map((rule) => ({ rule, path }))).unusable;
  return first === undefined ? undefined : `The rule cannot be evaluated: ${first.message}`;
}

function runTest(test: RuleTest, rules: readonly AnySigmaRule[], path: string): TestFailure | undefined {
  const evaluation = new Evaluation(rules.map((rule) => ({ rule, path })));
  const matching = test.events.filter(({ event }) => evaluation.match(event).length > 0);
  if (test.match === matching.length > 0) return undefined;
  const deciding = test.match ? test.events.at(-1) : matching[0];
  const head = test.match ? 'The rule must match and does not.' : 'The rule must not match and does.';
  if (deciding === undefined) return { span: test.nameSpan, message: head };
  const explanations = explain(rules, deciding.event);
  return {
    span: deciding.span,
    message: [head, ...explanations.map(explanationText)].join('\n').trim(),
  };
}

function whyNot(rules: readonly AnySigmaRule[], event: SigmaEvent): string {
  return explain(rules, event).map(explanationText).join('\n');
}

function explain(rules: readonly AnySigmaRule[], event: SigmaEvent): Explanation[] {
  return rules
    .filter((rule): rule is SigmaRule => rule.kind === 'rule')
    .map((rule) => explainRule(rule, unwrapEvent(event)));
}

/** A line for each selection, and under it the items that decided. */
export function explanationText(explanation: Explanation): string {
  if (explanation.unevaluable !== undefined) return explanation.unevaluable;
  return explanation.selections
    .flatMap((selection) => {
      const items = selection.items.filter((item) => item.matched === selection.matched);
      const head = `${selection.name}: ${selection.matched ? 'matches' : 'does not match'}${selection.used ? '' : ' (not used by the condition)'}`;
      return [head, ...items.slice(0, 10).map((item) => `  ${item.reason}`)];
    })
    .join('\n');
}
