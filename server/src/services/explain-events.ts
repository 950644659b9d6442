/** Whether rules match the events that someone has before them, and why. */
import { EventReader } from '../evaluate/event-reader.ts';
import { explainRule } from '../evaluate/explain.ts';
import type { SigmaEvent } from '../evaluate/sigma-event.ts';
import { unwrapEvent } from '../evaluate/unwrap-event.ts';
import type { AnySigmaRule, SigmaRule } from '../sigma/rule/sigma-rule.ts';
import { Evaluation, withFilters } from './evaluate.ts';
import { explanationText } from './test-rules.ts';

export interface ExplainedEvent {
  /** Index of the event, from 0. */
  readonly event: number;
  readonly matched: boolean;
  readonly explanation: string;
}

export interface ExplainedRule {
  readonly title: string;
  readonly events: readonly ExplainedEvent[];
}

/** Events from a text; or why not, in words. */
export function readEventText(text: string): { readonly events: readonly SigmaEvent[] } | { readonly trouble: string } {
  const reader = new EventReader();
  const read = [reader.push(text), reader.end()];
  const events = read.flatMap((part) => part.events);
  const [trouble] = read.flatMap((part) => part.troubles);
  if (trouble !== undefined) return { trouble };
  return events.length > 0 ? { events } : { trouble: 'there is no event in it' };
}

/** Each rule of a collection over the events in their order; correlations see them as a stream. Filters become part of the rules. */
export function explainEvents(rules: readonly AnySigmaRule[], events: readonly SigmaEvent[]): ExplainedRule[] {
  const usable = withFilters(rules.map((rule) => ({ rule, path: '' }))).map(({ rule }) => rule);
  return usable.map((rule, index) => {
    const title = rule.title?.value ?? `rule ${index + 1}`;
    return { title, events: rule.kind === 'rule' ? explainEach(rule, events) : explainStream(rule, usable, events) };
  });
}

function explainEach(rule: SigmaRule, events: readonly SigmaEvent[]): ExplainedEvent[] {
  return events.map((event, index) => {
    const explanation = explainRule(rule, unwrapEvent(event));
    return { event: index, matched: explanation.matched, explanation: explanationText(explanation) };
  });
}

function explainStream(
  correlation: AnySigmaRule,
  rules: readonly AnySigmaRule[],
  events: readonly SigmaEvent[],
): ExplainedEvent[] {
  const name = (rule: AnySigmaRule) => rule.id?.value ?? String(rules.indexOf(rule));
  const evaluation = new Evaluation(rules.map((rule, index) => ({ rule, path: String(index) })));
  const unusable = evaluation.unusable.find(({ path }) => rules[Number(path)] === correlation);
  const titles = new Map(rules.map((rule) => [name(rule), rule.title?.value ?? name(rule)]));
  return events.map((event, index) => {
    const fired = evaluation.match(event).find((match) => match.rule === name(correlation));
    const explanation =
      unusable?.message ??
      (fired === undefined
        ? 'The correlation does not fire at this event.'
        : `The correlation fires, together with: ${fired.matched.map((contributor) => titles.get(contributor)).join(', ')}.`);
    return { event: index, matched: fired !== undefined, explanation };
  });
}
