import { ConversionError } from '../conversion-error.ts';
import { fieldMappingTransformation, mappingTarget } from '../field-mapping.ts';
import { plainText } from '../plain-value.ts';
import type { TransformationDefinition } from '../transformation.ts';

/** Maps the beginnings of field names; the first prefix that fits counts. */
export const fieldNamePrefixMapping: TransformationDefinition = {
  id: 'field_name_prefix_mapping',
  required: ['mapping'],
  optional: [],
  create(parameters) {
    const mapping = parameters.map('mapping');
    return fieldMappingTransformation((field) => {
      if (field === null) return undefined;
      for (const [prefix, target] of mapping) {
        if (prefix === null)
          throw new ConversionError(
            'SigmaProcessingItemError',
            'FieldPrefixMappingTransformation: None is not a valid prefix.',
          );
        const source = plainText(prefix);
        if (!field.startsWith(source)) continue;
        const rest = field.slice(source.length);
        const names = mappingTarget(target);
        return typeof names === 'string' ? names + rest : names?.map((name) => name + rest);
      }
      return undefined;
    });
  },
};
