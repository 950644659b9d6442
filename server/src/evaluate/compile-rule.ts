import type { SigmaRule } from '../sigma/rule/sigma-rule.ts';
import type { Unevaluable } from './formula.ts';
import { RuleSet } from './rule-set.ts';
import type { SigmaEvent } from './sigma-event.ts';

export interface RuleMatcher {
  /** Set when the rule cannot be evaluated; it then matches nothing. */
  readonly unevaluable: Unevaluable | undefined;
  match(event: SigmaEvent): { readonly matched: boolean; readonly selections: readonly string[] };
}

/** One rule, ready to be asked about events. For many rules use `RuleSet`, which shares the work. */
export function compileRule(rule: SigmaRule): RuleMatcher {
  const set = new RuleSet([rule]);
  return {
    unevaluable: set.unevaluable.get(0),
    match(event) {
      const match = set.match(event)[0];
      return { matched: match !== undefined, selections: match?.selections ?? [] };
    },
  };
}
