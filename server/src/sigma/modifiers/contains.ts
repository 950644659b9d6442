import { extendsBy } from '../extensions.ts';
import { endsUnescaped, hasOpenAlternation, leadingFlagsOf } from '../types/regex-sides.ts';
import { fail, isFailure, type SigmaFailure } from '../types/sigma-failure.ts';
import { checkRegex, regexText } from '../types/sigma-regular-expression.ts';
import {
  endsWithWildcard,
  plainPart,
  sigmaStringUnescaped,
  startsWithWildcard,
  wildcardMulti,
} from '../types/sigma-string.ts';
import { sliceSigmaString, surround } from '../types/sigma-string-edit.ts';
import type { SigmaFieldReference, SigmaRegularExpression, SigmaString, SigmaType } from '../types/sigma-type.ts';
import { type ModifierContext, type ValueModifier, valueModifier } from './modifier.ts';

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
  { extensions }: ModifierContext,
): SigmaType | SigmaFailure {
  if (value.type === 'string') return openString(value, sides);
  if (value.type === 'regex')
    return extendsBy(extensions, 'regex-sides') ? openRegex(value, sides) : openTextOfRegex(value, sides);
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
  if (value.regexp.foreign !== undefined) return openTextOfRegex(value, sides);
  const flags = leadingFlagsOf(regexText(value));
  const text = regexText(value).slice(flags.length);
  const isAlternation = hasOpenAlternation(text);
  const isOpened = text.startsWith('.*') || text.startsWith('^');
  const isClosed = endsUnescaped(text, '.*') || endsUnescaped(text, '$');
  const before = sides.before && (isAlternation || !isOpened);
  const after = sides.after && (isAlternation || !isClosed);
  const body = sliceSigmaString(value.regexp, flags.length);
  if (isFailure(body)) return body;
  const whole = isAlternation ? surround(body, sigmaStringUnescaped('(?:').parts, [plainPart(')')]) : body;
  const opened = surround(whole, before ? anything : [], after ? anything : []);
  const regexp = flags === '' ? opened : surround(opened, sigmaStringUnescaped(flags).parts, []);
  const checked = checkRegex({ ...value, regexp });
  return isFailure(checked) ? fail(checked.errorClass, checked.message) : checked;
}

/** As pySigma 1.5 does, which looks at the first and last characters only. */
function openTextOfRegex(value: SigmaRegularExpression, sides: Sides): SigmaRegularExpression | SigmaFailure {
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
  modify: (value, context) => open(value, { before: true, after: true }, context),
});

export const startswith: ValueModifier = valueModifier({
  ids: ['startswith'],
  className: 'SigmaStartswithModifier',
  summary: 'The field begins with the value.',
  accepts,
  modify: (value, context) => open(value, { before: false, after: true }, context),
});

export const endswith: ValueModifier = valueModifier({
  ids: ['endswith'],
  className: 'SigmaEndswithModifier',
  summary: 'The field ends with the value.',
  accepts,
  modify: (value, context) => open(value, { before: true, after: false }, context),
});
