import type { SigmaDetection, SigmaDetectionItem } from '../../../sigma/rule/sigma-rule.ts';
import { defineRule, type Fix } from '../../define-rule.ts';
import { type Logic, logicOfItem, Reasoner } from '../../logic/rule-logic.ts';
import { removeLines } from '../../scalar-places.ts';

interface Redundant {
  readonly item: SigmaDetectionItem;
  readonly by: SigmaDetectionItem;
}

/** Items of a mapping that another item of the same field makes needless. */
function redundantItems({ items, itemLinking }: SigmaDetection): Redundant[] {
  const own = items.filter((item) => item.kind === 'item');
  if (own.length < 2 || own.length < items.length || new Set(own.map(({ field }) => field)).size === own.length)
    return [];
  const logic = own.map((item): [SigmaDetectionItem, Logic] => [item, logicOfItem(item)]);
  const reasoner = new Reasoner(() => false);
  const implies = (a: Logic, b: Logic) => (itemLinking === 'and' ? reasoner.implies(a, b) : reasoner.implies(b, a));
  return logic.flatMap(([item, one], index) => {
    const by = logic.find(
      ([other, its], place) =>
        place !== index && other.field === item.field && implies(its, one) && (place < index || !implies(one, its)),
    );
    return by ? [{ item, by: by[0] }] : [];
  });
}

function removeItem({ keySpan, node }: SigmaDetectionItem, text: string): readonly Fix[] {
  const edit =
    node && node.span.start >= keySpan.end && removeLines(text, { start: keySpan.start, end: node.span.end });
  return edit ? [{ title: 'Remove it', kind: 'safe', edits: [edit] }] : [];
}

export const redundantItem = defineRule({
  id: 'redundant_item',
  severity: 'information',
  profiles: ['strict'],
  summary: 'A demand that another one of the selection contains.',
  visit: {
    detection(detection, { text, report }) {
      for (const { item, by } of redundantItems(detection)) {
        const other = text.slice(by.keySpan.start, by.keySpan.end);
        report({
          span: item.keySpan,
          tag: 'unnecessary',
          message:
            detection.itemLinking === 'and'
              ? `'${other}' demands this already. Remove it, or make it differ.`
              : `'${other}' matches all that this matches. Remove it, or make it differ.`,
          fixes: removeItem(item, text),
        });
      }
    },
  },
});
