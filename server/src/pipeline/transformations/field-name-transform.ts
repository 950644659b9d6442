import { ConversionError } from '../conversion-error.ts';
import { fieldMappingTransformation } from '../field-mapping.ts';
import type { TransformationDefinition } from '../transformation.ts';

/** Needs a Python function, which no pipeline file can hold: it fails as soon as there is a field. */
export const fieldNameTransform: TransformationDefinition = {
  id: 'field_name_transform',
  required: ['mapping', 'transform_func'],
  optional: ['apply_keyword'],
  create(parameters) {
    const keywords = parameters.boolean('apply_keyword', false);
    return fieldMappingTransformation((field) => {
      if (field === null && !keywords) return undefined;
      throw new ConversionError(
        'TypeError',
        'field_name_transform needs a Python function; use field_name_mapping with the resulting names instead.',
      );
    });
  },
};
