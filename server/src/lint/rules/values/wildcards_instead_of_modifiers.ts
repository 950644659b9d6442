import type { SigmaDetectionItem } from '../../../sigma/rule/sigma-rule.ts';
import { equalSigmaStrings, sigmaString } from '../../../sigma/types/sigma-string.ts';
import type { SigmaString } from '../../../sigma/types/sigma-type.ts';
import { isExact } from '../../config.ts';
import { defineRule, type Fix, type TextEdit } from '../../define-rule.ts';
import { plainContent, scalarsOf } from '../../scalar-text.ts';

/** Where the wildcards of a value longer than one stand; `undefined` when one stands elsewhere. */
type Shape = 'both' | 'beginning' | 'end' | undefined;

function shapeOf({ parts }: SigmaString): Shape {
  if (parts.length < 2) return undefined;
  const isStar = (index: number) => {
    const part = parts.at(index);
    return part?.kind === 'wildcard' && part.wildcard === '*';
  };
  const count = parts.reduce((sum, { kind }) => sum + (kind === 'wildcard' ? 1 : 0), 0);
  if (count > 2) return undefined;
  if (isStar(0) && isStar(-1) && count === 2) return 'both';
  if (isStar(0) && count === 1) return 'beginning';
  if (isStar(-1) && count === 1) return 'end';
  return undefined;
}

function modifierFor(shapes: readonly Shape[], modifiers: readonly string[]): string | undefined {
  const all = (shape: Shape, modifier: string) =>
    shapes.every((one) => one === shape) && !modifiers.includes(modifier) ? modifier : undefined;
  return all('both', 'contains') ?? all('beginning', 'endswith') ?? all('end', 'startswith');
}

/** Nothing is left of it without its wildcards: `double_wildcard` tells what to do. */
function isBare({ parts }: SigmaString): boolean {
  return parts.every(({ kind }) => kind === 'wildcard');
}

/** Where nothing else works on the values, and they stay the same but for their ends. */
function useModifier(item: SigmaDetectionItem, modifier: string, text: string): readonly Fix[] {
  const scalars = scalarsOf(item);
  if (
    item.field === null ||
    item.modifiers.some((one) => one !== 'all') ||
    item.originalValue.some((value) => value.type === 'string' && isBare(value)) ||
    scalars.length !== item.originalValue.length
  )
    return [];
  const at = item.fieldSpan.end;
  const edits: TextEdit[] = [{ span: { start: at, end: at }, newText: `|${modifier}` }];
  const [start, end] = [modifier !== 'startswith' ? 1 : 0, modifier !== 'endswith' ? -1 : undefined];
  for (const scalar of scalars) {
    const place = plainContent(text, scalar);
    const newText = scalar.text.slice(start, end);
    const expected = { ...sigmaString(scalar.text), parts: sigmaString(scalar.text).parts.slice(start, end) };
    const staysText = scalar.style !== 'plain' || /^[A-Za-z\\/][\w\\/.]*$/.test(newText);
    if (!place || !staysText || !equalSigmaStrings(sigmaString(newText), expected)) return [];
    edits.push({ span: place, newText });
  }
  return [{ title: `Use '${modifier}'`, kind: 'safe', edits }];
}

export const wildcardsInsteadOfModifiers = defineRule({
  id: 'wildcards_instead_of_modifiers',
  severity: 'information',
  profiles: ['sigmahq', 'strict', 'pysigma'],
  summary: 'Wildcards at the ends of a value where a modifier says it.',
  visit: {
    item(item, { profile, text, report }) {
      const [first] = item.originalValue;
      if (first && (first.type !== 'string' || shapeOf(first) === undefined)) return;
      const strings = item.originalValue.filter((value) => value.type === 'string');
      if (strings.length !== item.originalValue.length) return;
      // pySigma: validators/core/values.py – asks all values, and of none of them all is true.
      if (!isExact(profile) && (strings.length === 0 || strings.some(isBare))) return;
      const modifier = modifierFor(strings.map(shapeOf), item.modifiers);
      if (modifier === undefined) return;
      report({
        span: item.keySpan,
        message: `Every value here has wildcards only at its ${modifier === 'contains' ? 'ends' : modifier === 'endswith' ? 'beginning' : 'end'}. Use the modifier '${modifier}' without them.`,
        fixes: useModifier(item, modifier, text),
      });
    },
  },
});
