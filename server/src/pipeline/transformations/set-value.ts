import { isFailure } from '../../sigma/types/sigma-failure.ts';
import { sigmaNumber, sigmaNumberFromText } from '../../sigma/types/sigma-number.ts';
import { sigmaString } from '../../sigma/types/sigma-string.ts';
import type { SigmaType } from '../../sigma/types/sigma-type.ts';
import { ConversionError } from '../conversion-error.ts';
import type { Parameters } from '../parameters.ts';
import { isNumeric, type PlainValue, plainText } from '../plain-value.ts';
import type { TransformationDefinition } from '../transformation.ts';
import { valueTransformation } from '../value-transformation.ts';

/** Replaces every value by a fixed one. */
export const setValue: TransformationDefinition = {
  id: 'set_value',
  required: ['value'],
  optional: ['force_type'],
  create(parameters) {
    const force = parameters.optionalString('force_type');
    const value = parameters.value('value') ?? null;
    const replacement = force === undefined ? typedValue(value, parameters) : forcedValue(value, force, parameters);
    return valueTransformation(({ span }) => ({ ...replacement, span }));
  },
};

function typedValue(value: PlainValue, parameters: Parameters): SigmaType {
  if (typeof value === 'string') return sigmaString(value);
  if (typeof value === 'boolean') return { type: 'bool', boolean: value };
  if (value === null) return { type: 'null' };
  if (!isNumeric(value))
    throw error('The value must be a string, a number, a boolean or null for SetValueTransformation', parameters);
  return numberOf(value, parameters);
}

function forcedValue(value: PlainValue, force: string, parameters: Parameters): SigmaType {
  if (typeof value !== 'string' && !isNumeric(value))
    throw error(`force_type '${force}' is only allowed for string and numeric values`, parameters);
  if (force === 'str') return sigmaString(plainText(value));
  if (force === 'num') return numberOf(value, parameters);
  throw error(`Invalid force_type '${force}' in SigmaValueTransformation: use str or num`, parameters);
}

function numberOf(value: string | boolean | bigint | number, parameters: Parameters): SigmaType {
  const number =
    typeof value === 'string'
      ? sigmaNumberFromText(value)
      : sigmaNumber(typeof value === 'boolean' ? BigInt(value) : value);
  if (isFailure(number)) throw error(`Value '${plainText(value)}' can't be converted to number`, parameters);
  return number;
}

function error(message: string, parameters: Parameters): ConversionError {
  return new ConversionError('SigmaConfigurationError', message, parameters.spanOf('value'));
}
