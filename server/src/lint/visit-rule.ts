import { rememberLast } from '../base/remember-last.ts';
import type {
  AnySigmaRule,
  NamedDetection,
  SigmaDetection,
  SigmaDetectionItem,
  SigmaRule,
} from '../sigma/rule/sigma-rule.ts';
import type { SigmaString } from '../sigma/types/sigma-type.ts';
import type { ActiveRule } from './config.ts';
import type { LintContext, LintVisitors } from './define-rule.ts';

/** What lint rules are shown of a rule, collected once for all of them, in the order of the text. */
export interface RuleParts {
  readonly named: readonly NamedDetection[];
  readonly detections: readonly SigmaDetection[];
  readonly items: readonly SigmaDetectionItem[];
  /** The strings among the values after modifiers. */
  readonly strings: readonly { readonly value: SigmaString; readonly item: SigmaDetectionItem }[];
}

export function partsOf(rule: AnySigmaRule): RuleParts {
  const named = rule.kind === 'rule' ? [...(rule.detection?.detections.values() ?? [])] : [];
  const detections: SigmaDetection[] = [];
  const items: SigmaDetectionItem[] = [];
  const strings: { value: SigmaString; item: SigmaDetectionItem }[] = [];
  const collect = (detection: SigmaDetection): void => {
    detections.push(detection);
    for (const item of detection.items) {
      if (item.kind === 'detection') {
        collect(item);
        continue;
      }
      items.push(item);
      for (const value of item.value) if (value.type === 'string') strings.push({ value, item });
    }
  };
  for (const { detection } of named) collect(detection);
  return { named, detections, items, strings };
}

/** Shows a lint rule what it wants to see of a rule. */
export interface Visit {
  readonly active: ActiveRule;
  show(rule: AnySigmaRule, parts: RuleParts, context: LintContext): void;
}

type RuleKind = AnySigmaRule['kind'];

const known = new WeakMap<readonly ActiveRule[], Map<RuleKind, readonly Visit[]>>();

/** The visits that lint rules pay to rules of a kind, in their order; found once for each list of lint rules. */
export function visitsTo(kind: RuleKind, active: readonly ActiveRule[]): readonly Visit[] {
  let byKind = known.get(active);
  if (!byKind) {
    byKind = new Map();
    known.set(active, byKind);
  }
  let visits = byKind.get(kind);
  if (!visits) {
    visits = active.flatMap((one) => visitsOf(one.rule.visit ?? {}, kind).map((show) => ({ active: one, show })));
    byKind.set(kind, visits);
  }
  return visits;
}

function visitsOf(visitors: LintVisitors, kind: RuleKind): Visit['show'][] {
  const { any, tag, namedDetection, detection, item, string } = visitors;
  const own = visitors[kind] as LintVisitors['any'];
  const shows: (Visit['show'] | undefined)[] = [
    any && ((rule, _, context) => any(rule, context)),
    own && ((rule, _, context) => own(rule, context)),
    tag &&
      (({ tags }, _, context) => {
        for (const one of tags) tag(one, context);
      }),
  ];
  if (kind === 'rule')
    shows.push(
      namedDetection &&
        ((_, { named }, context) => {
          for (const one of named) namedDetection(one, context);
        }),
      detection &&
        ((_, { detections }, context) => {
          for (const one of detections) detection(one, context);
        }),
      item &&
        ((_, { items }, context) => {
          for (const one of items) item(one, context);
        }),
      string &&
        ((_, { strings }, context) => {
          for (const one of strings) string(one.value, one.item, context);
        }),
    );
  return shows.filter((show) => show !== undefined);
}

/** The detection items of a rule at any depth, in the order of the text. */
export const itemsOf: (rule: SigmaRule) => readonly SigmaDetectionItem[] = rememberLast((rule) => partsOf(rule).items);
