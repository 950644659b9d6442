import { fieldMappingTransformation } from '../field-mapping.ts';
import type { TransformationDefinition } from '../transformation.ts';

export const fieldNameSuffix: TransformationDefinition = {
  id: 'field_name_suffix',
  required: ['suffix'],
  optional: [],
  create(parameters) {
    const suffix = parameters.string('suffix');
    return fieldMappingTransformation((field) => (field === null ? undefined : field + suffix));
  },
};
