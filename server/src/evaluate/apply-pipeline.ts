import type { Span } from '../base/span.ts';
import { ConversionError } from '../pipeline/conversion-error.ts';
import { type ProcessingPipeline, applyPipeline as processDraft } from '../pipeline/processing-pipeline.ts';
import { type AnyRuleDraft, correlationDraft, ruleDraft } from '../pipeline/rule-draft.ts';
import type { ReferableRule } from '../sigma/rule/rule-index.ts';
import type { SigmaCorrelationRule } from '../sigma/rule/sigma-rule.ts';

/** A rule that a pipeline refused. */
export interface RefusedRule {
  readonly rule: ReferableRule;
  readonly message: string;
  readonly span: Span | undefined;
}

export interface ProcessedRules {
  /** By the rule as it was: the rule as the pipeline leaves it. */
  readonly processed: ReadonlyMap<ReferableRule, ReferableRule>;
  readonly refused: readonly RefusedRule[];
}

/**
 * Fits rules to the fields of the events at hand, as a conversion fits them to those of a SIEM. The rules given stay as they are. `referenced` names the rules
 * that a correlation refers to; they are processed first.
 */
export function applyPipeline(
  rules: readonly ReferableRule[],
  pipeline: ProcessingPipeline,
  referenced: (rule: SigmaCorrelationRule) => readonly ReferableRule[],
): ProcessedRules {
  const drafts = new Map<ReferableRule, AnyRuleDraft>();
  const refused: RefusedRule[] = [];
  const pending = new Set<ReferableRule>();
  const process = (rule: ReferableRule): AnyRuleDraft | undefined => {
    const known = drafts.get(rule);
    if (known !== undefined || pending.has(rule)) return known;
    pending.add(rule);
    const draft =
      rule.kind === 'rule'
        ? ruleDraft(rule)
        : correlationDraft(
            rule,
            referenced(rule).flatMap((other) => process(other) ?? []),
          );
    try {
      processDraft(pipeline, draft, false);
    } catch (error) {
      if (!(error instanceof ConversionError)) throw error;
      refused.push({ rule, message: error.message, span: error.span });
      return undefined;
    }
    drafts.set(rule, draft);
    return draft;
  };
  for (const rule of rules) process(rule);
  return { processed: new Map([...drafts].map(([rule, draft]) => [rule, ruleOf(draft)])), refused };
}

function ruleOf(draft: AnyRuleDraft): ReferableRule {
  if (draft.kind === 'correlation')
    return { ...draft.source, groupBy: draft.groupBy, aliases: draft.aliases, condition: draft.condition };
  const { source, detections, conditions } = draft;
  return source.detection === undefined
    ? source
    : { ...source, detection: { ...source.detection, detections, conditions } };
}
