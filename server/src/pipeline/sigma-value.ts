/** Making and asking Sigma values inside pipelines; failures of the value functions become conversion errors. */
import type { Span } from '../base/span.ts';
import { isFailure, type SigmaFailure } from '../sigma/types/sigma-failure.ts';
import {
  endsWithWildcard,
  equalSigmaStrings,
  sigmaString,
  sigmaStringToPlain,
  startsWithWildcard,
  wildcardMulti,
} from '../sigma/types/sigma-string.ts';
import { surround } from '../sigma/types/sigma-string-edit.ts';
import type { SigmaString, SigmaType } from '../sigma/types/sigma-type.ts';
import { ConversionError } from './conversion-error.ts';
import { isNumeric, type PlainValue } from './plain-value.ts';

/** The value, or its failure as an error of the conversion. */
export function orThrow<T extends { readonly type: string } | string | readonly unknown[]>(
  result: T | SigmaFailure,
  span?: Span,
): T {
  if (isFailure(result)) throw new ConversionError(result.errorClass, result.message, span);
  return result;
}

/** `*` at both ends, where there is none yet. */
export function withMultiWildcards(value: SigmaString): SigmaString {
  return surround(
    value,
    startsWithWildcard(value) ? [] : [wildcardMulti],
    endsWithWildcard(value) ? [] : [wildcardMulti],
  );
}

/** A string read from text, in the place of a value that was there before. */
export function stringLike(text: string, old: SigmaType): SigmaString {
  return sigmaString(text, old.span);
}

// pySigma: types.py#SigmaType.__eq__ – values of different types are not equal, or (numbers, booleans) refuse to be compared.
export function equalsPlain(value: SigmaType, other: PlainValue): boolean {
  switch (value.type) {
    case 'string':
      return typeof other === 'string' && equalSigmaStrings(value, sigmaString(other));
    case 'number':
    case 'timestamp-part':
      return isNumeric(other) && Number(value.number) === Number(other);
    case 'bool':
      return value.boolean === other;
    default:
      return false;
  }
}

export const plainOf = (value: SigmaString): string => sigmaStringToPlain(value);
