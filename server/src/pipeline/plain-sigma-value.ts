import { regexText } from '../sigma/types/sigma-regular-expression.ts';
import type { SigmaType } from '../sigma/types/sigma-type.ts';
import { ConversionError } from './conversion-error.ts';
import { plainOf } from './sigma-value.ts';

const names: Partial<Record<SigmaType['type'], string>> = {
  cidr: 'SigmaCIDRExpression',
  compare: 'SigmaCompareExpression',
  fieldref: 'SigmaFieldReference',
  expansion: 'SigmaExpansion',
  'query-expression': 'SigmaQueryExpression',
};

/** pySigma's `to_plain()`. Throws a `ConversionError` for values that have no plain form. */
export function plainSigmaValue(value: SigmaType): string | bigint | number | boolean | null {
  switch (value.type) {
    case 'string':
      return plainOf(value);
    case 'regex':
      if (value.regexp.foreign === undefined) return regexText(value);
      throw new ConversionError(
        'AttributeError',
        `The regular expression ${regexText(value)} is no text. Put it in quotes.`,
        value.span,
      );
    case 'number':
      return value.number;
    case 'bool':
      return value.boolean;
    case 'exists':
      return value.exists;
    case 'null':
      return null;
    case 'timestamp-part':
      return value.part;
    default:
      throw new ConversionError(
        'SigmaValueError',
        `Sigma type '${names[value.type]}' can't be converted into a plain representation.`,
        value.span,
      );
  }
}

/** The text of a value that must be one; Python's strings have methods that other values lack. */
export function plainSigmaText(value: SigmaType): string {
  const plain = plainSigmaValue(value);
  // pySigma: types.py#SigmaTimestampPart.to_plain – gives a member of an enumeration, which is no text.
  if (typeof plain === 'string' && value.type !== 'timestamp-part') return plain;
  throw new ConversionError(
    'AttributeError',
    'Only a text can be taken apart here; the rule compares with another value.',
    value.span,
  );
}
