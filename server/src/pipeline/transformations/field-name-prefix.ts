import { fieldMappingTransformation } from '../field-mapping.ts';
import type { TransformationDefinition } from '../transformation.ts';

export const fieldNamePrefix: TransformationDefinition = {
  id: 'field_name_prefix',
  required: ['prefix'],
  optional: [],
  create(parameters) {
    const prefix = parameters.string('prefix');
    return fieldMappingTransformation((field) => (field === null ? undefined : prefix + field));
  },
};
