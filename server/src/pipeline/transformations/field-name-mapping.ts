import { fieldMappingTransformation, mappingTarget } from '../field-mapping.ts';
import type { TransformationDefinition } from '../transformation.ts';

/** Maps field names to one or several others; the key `null` stands for keywords. */
export const fieldNameMapping: TransformationDefinition = {
  id: 'field_name_mapping',
  required: ['mapping'],
  optional: [],
  create(parameters) {
    const mapping = parameters.map('mapping');
    return fieldMappingTransformation((field) => {
      const target = mapping.get(field);
      return target === undefined ? undefined : mappingTarget(target);
    });
  },
};
