import { mapLiterals } from '../../sigma/types/sigma-string-edit.ts';
import { ConversionError } from '../conversion-error.ts';
import type { TransformationDefinition } from '../transformation.ts';
import { stringValueTransformation } from '../value-transformation.ts';

const methods: Readonly<Record<string, (text: string) => string>> = {
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  snake_case: (text) => text.replace(/(?<!^)(?=[A-Z])/g, '_').toLowerCase(),
};

/** Changes the case of strings; wildcards stay. */
export const changeCase: TransformationDefinition = {
  id: 'case',
  required: [],
  optional: ['method'],
  create(parameters) {
    const name = parameters.has('method') ? parameters.value('method') : 'lower';
    const method = typeof name === 'string' && Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (!method)
      throw new ConversionError(
        'SigmaConfigurationError',
        `Invalid method '${name}' for CaseTransformation. Use one of ${Object.keys(methods).join(', ')}.`,
        parameters.spanOf('method'),
      );
    return stringValueTransformation((value) => mapLiterals(value, method));
  },
};
