import { wildcardMulti } from '../../sigma/types/sigma-string.ts';
import { placeholderFilter, placeholderTransformation } from '../placeholder-transformation.ts';
import type { TransformationDefinition } from '../transformation.ts';

/** Replaces placeholders by `*`. */
export const wildcardPlaceholders: TransformationDefinition = {
  id: 'wildcard_placeholders',
  required: [],
  optional: ['include', 'exclude'],
  create(parameters) {
    return placeholderTransformation(placeholderFilter(parameters), () => [[wildcardMulti]]);
  },
};
