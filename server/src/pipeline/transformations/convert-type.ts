import { isFailure } from '../../sigma/types/sigma-failure.ts';
import { sigmaNumberFromText, sigmaNumberToText } from '../../sigma/types/sigma-number.ts';
import type { SigmaType } from '../../sigma/types/sigma-type.ts';
import { ConversionError } from '../conversion-error.ts';
import { plainOf, stringLike } from '../sigma-value.ts';
import type { TransformationDefinition } from '../transformation.ts';
import { valueTransformation } from '../value-transformation.ts';

/** Makes strings of numbers or numbers of strings, inside expansions, too. */
export const convertType: TransformationDefinition = {
  id: 'convert_type',
  required: ['target_type'],
  optional: [],
  create(parameters) {
    const target = parameters.string('target_type');
    const convert = target === 'str' ? toText : target === 'num' ? toNumber : () => undefined;
    return valueTransformation((value) => {
      if (value.type !== 'expansion') return convert(value);
      if (target !== 'str' && target !== 'num') return undefined;
      return { ...value, values: value.values.map((member) => convert(member) ?? member) };
    });
  },
};

function toText(value: SigmaType): SigmaType | undefined {
  if (value.type !== 'number' && value.type !== 'timestamp-part') return undefined;
  return stringLike(sigmaNumberToText(value), value);
}

function toNumber(value: SigmaType): SigmaType | undefined {
  if (value.type !== 'string') return undefined;
  const number = sigmaNumberFromText(plainOf(value), value.span);
  if (!isFailure(number)) return number;
  throw new ConversionError('SigmaValueError', `Value '${plainOf(value)}' can't be converted to number`, value.span);
}
