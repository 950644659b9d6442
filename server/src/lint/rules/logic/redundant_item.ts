import type { Span } from '../../../base/span.ts';
import type { SigmaDetection, SigmaDetectionItem } from '../../../sigma/rule/sigma-rule.ts';
import { defineRule, type Fix, type TextEdit } from '../../define-rule.ts';
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

function removeItem({ keySpan, node }: SigmaDetectionItem, detection: SigmaDetection, text: string): readonly Fix[] {
  if (!node || node.span.start < keySpan.end) return [];
  const lineStart = text.lastIndexOf('\n', keySpan.start - 1) + 1;
  const isFirstOfEntry = /-[ \t]*$/.test(text.slice(lineStart, keySpan.start));
  const edit = isFirstOfEntry
    ? removeUpToNext(keySpan, node.span, detection, text)
    : removeLines(text, { start: keySpan.start, end: node.span.end });
  return edit ? [{ title: 'Remove it', kind: 'safe', edits: [edit] }] : [];
}

/** The dash before it stays for the next item of the mapping. */
function removeUpToNext(key: Span, value: Span, { node }: SigmaDetection, text: string): TextEdit | undefined {
  const pairs = node?.kind === 'map' ? node.pairs : [];
  const next = pairs[pairs.findIndex((pair) => pair.key.span.start === key.start) + 1]?.key.span.start;
  if (next === undefined || next < value.end || text.slice(value.end, next).trim() !== '') return undefined;
  return { span: { start: key.start, end: next }, newText: '' };
}

export const redundantItem = defineRule({
  id: 'redundant_item',
  severity: 'information',
  profiles: ['strict'],
  summary: 'A demand that another one of the selection contains.',
  visit: {
    detection(detection, { rule, text, report }) {
      // A broken rule matches nothing; without the item that breaks it it would.
      const isBroken = rule.kind !== 'rule' || rule.detection?.broken;
      for (const { item, by } of redundantItems(detection)) {
        const other = text.slice(by.keySpan.start, by.keySpan.end);
        report({
          span: item.keySpan,
          tag: 'unnecessary',
          message:
            detection.itemLinking === 'and'
              ? `'${other}' demands this already. Remove it, or make it differ.`
              : `'${other}' matches all that this matches. Remove it, or make it differ.`,
          fixes: isBroken ? [] : removeItem(item, detection, text),
        });
      }
    },
  },
});
