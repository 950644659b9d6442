import { selectDetections } from '../../sigma/condition/select-detections.ts';
import type { NamedDetection, SigmaRule } from '../../sigma/rule/sigma-rule.ts';
import type { Fix, ReadCondition } from '../define-rule.ts';
import { nodesOf } from '../places.ts';
import { pairOf, removeLines } from '../scalar-places.ts';
import { analyseForLists, analyseRule, type RuleAnalysis } from './analyse-rule.ts';

/**
 * Takes out a selection that changes nothing: possible where one selector alone stands for it, and for others that stay. What only
 * holds for fields with one value is left to a person.
 */
export function removeSelection(
  named: NamedDetection,
  {
    rule,
    conditions,
    text,
  }: { readonly rule: SigmaRule; readonly conditions: readonly ReadCondition[]; readonly text: string },
): readonly Fix[] {
  const { detection } = rule;
  const tree = conditions[0]?.tree;
  if (!detection || !tree) return [];
  const leaving = leavingSelections(analyseRule(rule, conditions));
  const uses = [...nodesOf(tree)].filter((node) =>
    node.kind === 'identifier'
      ? node.name === named.name
      : node.kind === 'selector' && selectDetections(node.pattern, detection).includes(named),
  );
  const [use] = uses;
  if (uses.length !== 1 || use?.kind !== 'selector') return [];
  if (selectDetections(use.pattern, detection).every((one) => leaving.has(one))) return [];
  const map = pairOf(rule, 'detection')?.value;
  const pair = map?.kind === 'map' ? map.pairs.find(({ key }) => key === named.key) : undefined;
  const edit = pair && removeLines(text, { start: pair.key.span.start, end: pair.value.span.end });
  if (!edit) return [];
  const isCertain = leavingSelections(analyseForLists(rule, conditions)).has(named);
  return [{ title: `Remove '${named.name}'`, kind: isCertain ? 'safe' : 'suggestion', edits: [edit] }];
}

/** All selections that may be taken out at once. */
function leavingSelections({ ineffective, shadowed }: RuleAnalysis): ReadonlySet<NamedDetection> {
  return new Set([...ineffective, ...shadowed].map(({ named }) => named));
}
