/** Whether a text's rules match the same after safe fixes: the proof of what each fix promises for itself. */
import { compileRule } from '../evaluate/compile-rule.ts';
import { sampleEvents } from '../evaluate/sample-events.ts';
import { parseSigma, type SigmaParse } from '../sigma/parse-sigma.ts';
import type { AnySigmaRule, SigmaRule } from '../sigma/rule/sigma-rule.ts';
import { summarizeRules } from '../workspace/rule-summary.ts';

/** Enough for a rule's parts one by one; of rules with very many values some are asked for. */
const mostEvents = 400;

/** Compares on events that hit and just miss the rules; what stayed as it was is not looked at. */
export function keepsMatches(before: string, after: string): boolean {
  const [was, is] = [before, after].map((text) => parseSigma(text, { treatAsSigma: true })) as [SigmaParse, SigmaParse];
  if (repeatedKeys(is) > repeatedKeys(was) || is.collection.rules.length !== was.collection.rules.length) return false;
  const [logicWas, logicIs] = [was, is].map((parse) => summarizeRules(parse).map(({ logic }) => logic));
  // A template's logic stands elsewhere, so all rules are asked there.
  const isPlain = was.collection.rules.length === was.yaml.documents.length;
  return was.collection.rules.every((rule, index) => {
    const other = is.collection.rules[index] as AnySigmaRule;
    return (isPlain && logicWas?.[index] === logicIs?.[index]) || matchSame(rule, other);
  });
}

function repeatedKeys({ yaml }: SigmaParse): number {
  return yaml.documents.reduce(
    (count, { problems }) => count + problems.filter(({ code }) => code === 'duplicate-key').length,
    0,
  );
}

function matchSame(was: AnySigmaRule, is: AnySigmaRule): boolean {
  const [first, second] = [asRule(was), asRule(is)];
  if (!first?.detection || !second?.detection) return first?.detection === second?.detection;
  const [matcher, other] = [compileRule(first), compileRule(second)];
  if (matcher.unevaluable || other.unevaluable) return !matcher.unevaluable === !other.unevaluable;
  const events = [...sampleEvents(first.detection, mostEvents), ...sampleEvents(second.detection, mostEvents)];
  return events.every((event) => matcher.match(event).matched === other.match(event).matched);
}

/** A filter for itself is asked like a rule. */
function asRule(rule: AnySigmaRule): SigmaRule | undefined {
  if (rule.kind === 'correlation') return undefined;
  return rule.kind === 'rule' ? rule : { ...rule, kind: 'rule' };
}
