/** Strings and patterns of LIKE for languages in which a backslash is an escape in both. */
import type { SigmaString } from '../sigma/types/sigma-type.ts';
import { convertSigmaString, type StringStyle } from './text-value-backend.ts';

const literalStyle: StringStyle = {
  escapeChar: '\\',
  wildcardMulti: undefined,
  wildcardSingle: undefined,
  escaped: '\\"',
  filterChars: '',
};

const patternStyle: StringStyle = { ...literalStyle, wildcardMulti: '%', wildcardSingle: '_', escaped: '\\' };

/** The inside of a literal between double quotes; the string must have no wildcards. */
export function literalText(value: SigmaString): string {
  return convertSigmaString(value, literalStyle);
}

/** The inside of a literal that holds a pattern: what the pattern escapes needs its backslash doubled. */
export function likePatternText(value: SigmaString): string {
  return convertSigmaString(value, patternStyle).replace(/[\\"]/g, '\\$&');
}
