import type { AnySigmaRule, SigmaDetection, SigmaDetectionItem, SigmaRule } from '../sigma/rule/sigma-rule.ts';
import type { LintContext, LintVisitors } from './define-rule.ts';

/** Shows a rule and its parts to a lint rule, in the order of the text. */
export function visitRule(rule: AnySigmaRule, visit: LintVisitors, context: LintContext): void {
  visit.any?.(rule, context);
  if (rule.kind === 'rule') visit.rule?.(rule, context);
  else if (rule.kind === 'correlation') visit.correlation?.(rule, context);
  else visit.filter?.(rule, context);
  if (visit.tag) for (const tag of rule.tags) visit.tag(tag, context);
  if (rule.kind === 'rule') visitDetections(rule, visit, context);
}

function visitDetections(
  rule: Extract<AnySigmaRule, { kind: 'rule' }>,
  visit: LintVisitors,
  context: LintContext,
): void {
  if (!(visit.namedDetection || visit.detection || visit.item || visit.string)) return;
  for (const named of rule.detection?.detections.values() ?? []) {
    visit.namedDetection?.(named, context);
    visitDetection(named.detection, visit, context);
  }
}

function visitDetection(detection: SigmaDetection, visit: LintVisitors, context: LintContext): void {
  visit.detection?.(detection, context);
  for (const item of detection.items) {
    if (item.kind === 'detection') {
      visitDetection(item, visit, context);
      continue;
    }
    visit.item?.(item, context);
    if (visit.string) for (const value of item.value) if (value.type === 'string') visit.string(value, item, context);
  }
}

/** The detection items of a rule at any depth, in the order of the text. */
export function* itemsOf(rule: SigmaRule): Generator<SigmaDetectionItem> {
  for (const { detection } of rule.detection?.detections.values() ?? []) yield* itemsBelow(detection);
}

function* itemsBelow(detection: SigmaDetection): Generator<SigmaDetectionItem> {
  for (const item of detection.items) {
    if (item.kind === 'detection') yield* itemsBelow(item);
    else yield item;
  }
}
