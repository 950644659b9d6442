import { fail, isFailure, type SigmaFailure } from '../types/sigma-failure.ts';
import { checkRegex, regexText } from '../types/sigma-regular-expression.ts';
import { endsWithWildcard, plainPart, startsWithWildcard, wildcardMulti } from '../types/sigma-string.ts';
import { surround } from '../types/sigma-string-edit.ts';
import type { SigmaFieldReference, SigmaRegularExpression, SigmaString, SigmaType } from '../types/sigma-type.ts';
import { type ValueModifier, valueModifier } from './modifier.ts';

/** Where something may stand besides the value. */
interface Sides {
  readonly before: boolean;
  readonly after: boolean;
}

const accepts = ['string', 'regex', 'fieldref'] as const;
const anything = [plainPart('.'), wildcardMulti];

function open(
  value: SigmaString | SigmaRegularExpression | SigmaFieldReference,
  sides: Sides,
): SigmaType | SigmaFailure {
  if (value.type === 'string') return openString(value, sides);
  if (value.type === 'regex') return openRegex(value, sides);
  // The wildcard after the referred field's value is what `startsWith` stands for, the one before it `endsWith`.
  return { ...value, ...(sides.after && { startsWith: true }), ...(sides.before && { endsWith: true }) };
}

/** A string that has its wildcards already stays the same object. */
function openString(value: SigmaString, sides: Sides): SigmaString {
  const before = sides.before && !startsWithWildcard(value);
  const after = sides.after && !endsWithWildcard(before && value.parts.length === 0 ? starOnly(value) : value);
  if (!before && !after) return value;
  return surround(value, before ? [wildcardMulti] : [], after ? [wildcardMulti] : []);
}

const starOnly = (value: SigmaString): SigmaString => ({ ...value, parts: [wildcardMulti] });

function openRegex(value: SigmaRegularExpression, sides: Sides): SigmaRegularExpression | SigmaFailure {
  const text = regexText(value);
  // pySigma: modifiers.py#SigmaContainsModifier – looks at the first and last character of an empty pattern, too.
  if (text === '') return fail('IndexError', 'string index out of range');
  const before = sides.before && !text.startsWith('.*') && !text.startsWith('^');
  const after = sides.after && !text.endsWith('.*') && !text.endsWith('$');
  if (value.regexp.foreign !== undefined && (before || after)) {
    return fail('TypeError', `unsupported operand type(s) for +: 'SigmaString' and '${value.regexp.foreign}'`);
  }
  const regexp = surround(value.regexp, before ? anything : [], after ? anything : []);
  const checked = checkRegex({ ...value, regexp });
  return isFailure(checked) ? fail(checked.errorClass, checked.message) : checked;
}

export const contains: ValueModifier = valueModifier({
  ids: ['contains'],
  className: 'SigmaContainsModifier',
  summary: 'The value stands anywhere in the field.',
  accepts,
  modify: (value) => open(value, { before: true, after: true }),
});

export const startswith: ValueModifier = valueModifier({
  ids: ['startswith'],
  className: 'SigmaStartswithModifier',
  summary: 'The field begins with the value.',
  accepts,
  modify: (value) => open(value, { before: false, after: true }),
});

export const endswith: ValueModifier = valueModifier({
  ids: ['endswith'],
  className: 'SigmaEndswithModifier',
  summary: 'The field ends with the value.',
  accepts,
  modify: (value) => open(value, { before: true, after: false }),
});
