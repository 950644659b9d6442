import { sigmaString } from '../../sigma/types/sigma-string.ts';
import { ConversionError } from '../conversion-error.ts';
import { placeholderFilter, placeholderTransformation } from '../placeholder-transformation.ts';
import { isNumeric, isPlainList, plainText } from '../plain-value.ts';
import type { TransformationDefinition } from '../transformation.ts';

/** Replaces placeholders by the values that the pipeline's `vars` have for them. */
export const valuePlaceholders: TransformationDefinition = {
  id: 'value_placeholders',
  required: [],
  optional: ['include', 'exclude'],
  create(parameters) {
    return placeholderTransformation(placeholderFilter(parameters), (name, run) => {
      const variable = run.vars.get(name);
      if (variable === undefined)
        throw new ConversionError('SigmaValueError', `Placeholder replacement variable '${name}' doesn't exists.`);
      const values = isPlainList(variable) ? variable : [variable];
      if (values.length === 0 || !values.every((value) => typeof value === 'string' || isNumeric(value)))
        throw new ConversionError(
          'SigmaValueError',
          `Replacement variable '${name}' contains value which is not a string or number.`,
        );
      return values.map((value) => sigmaString(plainText(value)).parts);
    });
  },
};
