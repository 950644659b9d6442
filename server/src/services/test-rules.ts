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
  const result = (name: string, span: Span, message: string): RuleTestResult => {
    return { path: file.path, testsPath: file.testsPath, name, ok: message === '', span, message };
  };
  const broken = problems.map((problem) => result('test file', problem.span, problem.message));
  const unusable = unusableMessage(rules, file.path);
  if (unusable !== undefined) return [...broken, ...tests.map((test) => result(test.name, test.nameSpan, unusable))];
  return [
    ...broken,
    ...tests.map((test) => {
      const failure = runTest(test, rules, file.path);
      return result(test.name, failure?.span ?? test.nameSpan, failure?.message ?? '');
    }),
  ];
}

/** Runs recorded samples: at least as many events as expected must match. */
export function runRuleSamples(path: string, ruleText: string, samples: readonly RuleSample[]): RuleTestResult[] {
  const rules = parseSigma(ruleText, { treatAsSigma: true }).collection.rules;
  const span = { start: 0, end: 0 };
  return samples.map((sample) => {
    const evaluation = new Evaluation(rules.map((rule) => ({ rule, path })));
    const matching = sample.events.filter((event) => evaluation.match(event).length > 0).length;
    const ok = matching >= sample.matchCount;
    const why = ok || sample.events.length !== 1 ? '' : `\n${whyNot(rules, sample.events[0] as SigmaEvent)}`;
    const message = ok
      ? ''
      : `${matching} of ${sample.events.length} events match, expected at least ${sample.matchCount}.${why}`;
    return { path, testsPath: sample.path, name: sample.name, ok, span, message };
  });
}

function unusableMessage(rules: readonly AnySigmaRule[], path: string): string | undefined {
  if (rules.length === 0) return 'The rule file holds no rule.';
  const [first] = new Evaluation(rules.map((rule) => ({ rule, path }))).unusable;
  return first === undefined ? undefined : `The rule cannot be evaluated: ${first.message}`;
}

function runTest(
  test: RuleTest,
  rules: readonly AnySigmaRule[],
  path: string,
): { span: Span; message: string } | undefined {
  const evaluation = new Evaluation(rules.map((rule) => ({ rule, path })));
  const matching = test.events.filter(({ event }) => evaluation.match(event).length > 0);
  if (test.match === matching.length > 0) return undefined;
  if (test.match) {
    const last = test.events.at(-1);
    const span = last?.span ?? test.nameSpan;
    return {
      span,
      message: `The rule must match and does not.\n${last === undefined ? '' : whyNot(rules, last.event)}`.trim(),
    };
  }
  const first = matching[0];
  return {
    span: first?.span ?? test.nameSpan,
    message: `The rule must not match and does.\n${first === undefined ? '' : whyNot(rules, first.event)}`.trim(),
  };
}

/** A line for each selection, and under it the items that decided. */
function whyNot(rules: readonly AnySigmaRule[], event: SigmaEvent): string {
  return rules
    .filter((rule): rule is SigmaRule => rule.kind === 'rule')
    .map((rule) => explanationText(explainRule(rule, unwrapEvent(event))))
    .join('\n');
}

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
