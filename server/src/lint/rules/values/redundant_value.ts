import type { SigmaDetectionItem } from '../../../sigma/rule/sigma-rule.ts';
import { defineRule, type Fix } from '../../define-rule.ts';
import { covers, isSamePattern, patternOf, type ValuePattern } from '../../logic/value-pattern.ts';
import { removeLines } from '../../scalar-places.ts';
import { valueText } from '../../value-text.ts';

interface Covered {
  readonly index: number;
  readonly by: number;
}

const largest = 400;

/** Values that another one of the list makes needless. Equal ones are for `sigmahq_field_duplicate_value`. */
function coveredValues({ value, valueLinking }: SigmaDetectionItem): Covered[] {
  if (value.length < 2 || value.length > largest) return [];
  const patterns = value.map(patternOf);
  const found: Covered[] = [];
  for (let index = 0; index < patterns.length; index++) {
    const by = coveringValue(patterns, index, valueLinking);
    if (by >= 0) found.push({ index, by });
  }
  return found;
}

/** Index of the first value that makes another one needless; -1 where none does. */
function coveringValue(patterns: readonly ValuePattern[], index: number, linking: 'and' | 'or'): number {
  const one = patterns[index] as ValuePattern;
  if (one.text === undefined) return -1;
  for (let by = 0; by < patterns.length; by++) {
    const other = patterns[by] as ValuePattern;
    const isNeedless = linking === 'or' ? covers(other, one) : covers(one, other);
    if (!isNeedless || by === index || isSamePattern(other, one)) continue;
    // Of two that cover each other the first one stays.
    const isMutual = linking === 'or' ? covers(one, other) : covers(other, one);
    if (by < index || !isMutual) return by;
  }
  return -1;
}

export const redundantValue = defineRule({
  id: 'redundant_value',
  severity: 'information',
  profiles: ['strict'],
  summary: 'A value that another one of the list covers.',
  visit: {
    item(item, { text, report }) {
      if (item.field === null || item.originalValue.length !== item.value.length) return;
      for (const { index, by } of coveredValues(item)) {
        const span = item.value[index]?.span ?? item.keySpan;
        const other = item.originalValue[by];
        const edit = removeLines(text, span);
        const fixes: Fix[] = edit ? [{ title: 'Remove the value', kind: 'safe', edits: [edit] }] : [];
        report({
          span,
          tag: 'unnecessary',
          message:
            item.valueLinking === 'or'
              ? `'${other && valueText(other)}' in this list matches all that this value matches. Remove it, or write the one that is meant.`
              : `'${other && valueText(other)}' in this list demands this value already. Remove it, or write the one that is meant.`,
          fixes,
        });
      }
    },
  },
});
