import { isPlainList, plainText } from '../plain-value.ts';
import { plainOf, stringLike } from '../sigma-value.ts';
import type { TransformationDefinition } from '../transformation.ts';
import { stringValueTransformation } from '../value-transformation.ts';

/** Replaces whole strings by one or several others. */
export const mapString: TransformationDefinition = {
  id: 'map_string',
  required: ['mapping'],
  optional: [],
  create(parameters) {
    const mapping = parameters.map('mapping');
    return stringValueTransformation((value) => {
      const target = mapping.get(plainOf(value));
      if (typeof target === 'string') return stringLike(target, value);
      if (isPlainList(target)) return target.map((item) => stringLike(plainText(item), value));
      return undefined;
    });
  },
};
