import { ConversionError } from '../conversion-error.ts';
import { externalParameters, externalPlaceholders } from '../external-values.ts';
import type { TransformationDefinition } from '../transformation.ts';

/** Replaces placeholders by values from a file, where the user has allowed that. */
export const filePlaceholders: TransformationDefinition = {
  id: 'file_placeholders',
  required: [],
  optional: ['path', ...externalParameters],
  create(parameters, { externalSources }) {
    const path = parameters.string('path', '');
    if (path === '')
      throw new ConversionError('SigmaConfigurationError', "FilePlaceholderTransformation requires a non-empty 'path'");
    return externalPlaceholders(parameters, externalSources, (sources) => sources.readFile(path));
  },
};
