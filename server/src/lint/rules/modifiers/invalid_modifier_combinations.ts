import type { SigmaDetectionItem } from '../../../sigma/rule/sigma-rule.ts';
import { isExact } from '../../config.ts';
import { defineRule } from '../../define-rule.ts';

const canonical: Readonly<Record<string, string>> = { i: 'ignorecase', m: 'multiline', s: 'dotall' };

function* complaints(item: SigmaDetectionItem, exact: boolean): Generator<string> {
  const modifiers = item.modifiers.map((modifier) => canonical[modifier] ?? modifier);
  const has = (modifier: string) => modifiers.includes(modifier);
  if (item.field !== null && has('all') && !has('contains') && (exact || onlyWholeValues(item)))
    yield "With 'all', the field would have to equal several values at once, which matches nothing. Add 'contains' before 'all', or remove 'all'.";
  if (has('base64offset') && !has('contains'))
    yield "After 'base64offset' a value is only a piece of the encoded text, so the field never equals it. Add 'contains' after it.";
  const repeated = modifiers.filter((modifier, index) => modifier !== 'base64' && modifiers.indexOf(modifier) < index);
  if (repeated.length > 0) yield `'${repeated[0]}' stands there twice. Remove one of the two.`;
  if (has('windash') && has('all'))
    yield "With 'all', every spelling that 'windash' makes of a value must match at once, which matches nothing. Use separate items in a list of mappings instead.";
}

/** Two different whole values at least: no field equals both. Regular expressions and wildcards may well hold together. */
function onlyWholeValues({ value }: SigmaDetectionItem): boolean {
  const isWhole = (one: (typeof value)[number]) =>
    one.type === 'number' || (one.type === 'string' && one.parts.every(({ kind }) => kind === 'plain'));
  return value.length > 1 && value.every(isWhole);
}

export const invalidModifierCombinations = defineRule({
  id: 'invalid_modifier_combinations',
  aliases: ['incompatible_modifiers'],
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict', 'pysigma'],
  summary: 'Modifiers that do not go together.',
  visit: {
    item(item, { profile, report }) {
      if (item.modifiers.length === 0) return;
      for (const message of complaints(item, isExact(profile))) report({ span: item.keySpan, message });
    },
  },
});
