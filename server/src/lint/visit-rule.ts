import type {
  AnySigmaRule,
  NamedDetection,
  SigmaDetection,
  SigmaDetectionItem,
  SigmaRule,
} from '../sigma/rule/sigma-rule.ts';
import type { SigmaString } from '../sigma/types/sigma-type.ts';
import type { LintContext, LintVisitors } from './define-rule.ts';

/** What lint rules are shown of a rule, collected once for all of them, in the order of the text. */
export interface RuleParts {
  readonly named: readonly NamedDetection[];
  readonly detections: readonly SigmaDetection[];
  readonly items: readonly SigmaDetectionItem[];
  /** The strings among the values after modifiers. */
  readonly strings: readonly (readonly [value: SigmaString, item: SigmaDetectionItem])[];
}

export function partsOf(rule: AnySigmaRule): RuleParts {
  const named = rule.kind === 'rule' ? [...(rule.detection?.detections.values() ?? [])] : [];
  const detections: SigmaDetection[] = [];
  const items: SigmaDetectionItem[] = [];
  const strings: [SigmaString, SigmaDetectionItem][] = [];
  const collect = (detection: SigmaDetection): void => {
    detections.push(detection);
    for (const item of detection.items) {
      if (item.kind === 'detection') {
        collect(item);
        continue;
      }
      items.push(item);
      for (const value of item.value) if (value.type === 'string') strings.push([value, item]);
    }
  };
  for (const { detection } of named) collect(detection);
  return { named, detections, items, strings };
}

/** Whether a lint rule looks at anything in such a rule. */
export function concerns(visit: LintVisitors, { kind, tags }: AnySigmaRule): boolean {
  if (visit.any || (visit.tag && tags.length > 0)) return true;
  if (kind === 'correlation') return visit.correlation !== undefined;
  if (kind === 'filter') return visit.filter !== undefined;
  const { rule, item, string, detection, namedDetection } = visit;
  return (rule ?? item ?? string ?? detection ?? namedDetection) !== undefined;
}

/** Shows a rule and its parts to a lint rule. */
export function visitRule(rule: AnySigmaRule, parts: RuleParts, visit: LintVisitors, context: LintContext): void {
  visit.any?.(rule, context);
  if (rule.kind === 'rule') visit.rule?.(rule, context);
  else if (rule.kind === 'correlation') visit.correlation?.(rule, context);
  else visit.filter?.(rule, context);
  if (visit.tag) for (const tag of rule.tags) visit.tag(tag, context);
  if (visit.namedDetection) for (const named of parts.named) visit.namedDetection(named, context);
  if (visit.detection) for (const detection of parts.detections) visit.detection(detection, context);
  if (visit.item) for (const item of parts.items) visit.item(item, context);
  if (visit.string) for (const [value, item] of parts.strings) visit.string(value, item, context);
}

const items = new WeakMap<SigmaRule, readonly SigmaDetectionItem[]>();

/** The detection items of a rule at any depth, in the order of the text. */
export function itemsOf(rule: SigmaRule): readonly SigmaDetectionItem[] {
  let found = items.get(rule);
  if (!found) {
    found = partsOf(rule).items;
    items.set(rule, found);
  }
  return found;
}
