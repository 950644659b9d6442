import { compileRule } from '../../server/src/evaluate/compile-rule.ts';
import { explainRule } from '../../server/src/evaluate/explain.ts';
import type { SigmaEvent } from '../../server/src/evaluate/sigma-event.ts';
import { unwrapEvent } from '../../server/src/evaluate/unwrap-event.ts';
import { parseSigma } from '../../server/src/sigma/parse-sigma.ts';
import type { SigmaRule } from '../../server/src/sigma/rule/sigma-rule.ts';

/** A rule around the text of its `detection`; without a `condition` there, all of its selections. */
export function ruleOf(detection: string): SigmaRule {
  const lines = detection.trim().split('\n');
  const body = /^condition:/m.test(detection) ? lines : [...lines, 'condition: all of them'];
  const text = `title: Test\nlogsource:\n  category: test\ndetection:\n${body.map((line) => `  ${line}`).join('\n')}\n`;
  const [rule] = parseSigma(text, { treatAsSigma: true }).collection.rules;
  if (rule?.kind !== 'rule') throw new Error(`No rule:\n${text}`);
  return rule;
}

/** Whether a rule matches an event: by the index, and by the explanation, which must agree. */
export function matches(detection: string, event: SigmaEvent): boolean {
  const rule = ruleOf(detection);
  const matcher = compileRule(rule);
  if (matcher.unevaluable !== undefined) throw new Error(matcher.unevaluable.message);
  const unwrapped = unwrapEvent(event);
  const { matched } = matcher.match(unwrapped);
  const explained = explainRule(rule, unwrapped).matched;
  if (matched !== explained) throw new Error(`The index says ${matched}, the explanation ${explained}.`);
  return matched;
}

/** For a selection with one item: the events that must match and those that must not. */
export function checkItem(item: string, hits: readonly SigmaEvent[], misses: readonly SigmaEvent[]): string[] {
  const detection = `selection:\n  ${item.replaceAll('\n', '\n  ')}`;
  return [
    ...hits.filter((event) => !matches(detection, event)).map((event) => `must match: ${JSON.stringify(event)}`),
    ...misses.filter((event) => matches(detection, event)).map((event) => `must not match: ${JSON.stringify(event)}`),
  ];
}
