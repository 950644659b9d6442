import { ConversionError } from '../conversion-error.ts';
import type { Conditions } from '../processing-condition.ts';

/** The rule has the tag (`namespace.name`). */
export const tag: Conditions = {
  rule: {
    id: 'tag',
    required: ['tag'],
    optional: [],
    create(parameters) {
      const text = parameters.string('tag');
      const dot = text.indexOf('.');
      if (dot < 0)
        throw new ConversionError(
          'SigmaValueError',
          `Sigma tag '${text}' must start with namespace separated with dot from remaining tag`,
          parameters.spanOf('tag'),
        );
      const namespace = text.slice(0, dot);
      const name = text.slice(dot + 1);
      return { match: (rule) => rule.tags.some((item) => item.namespace === namespace && item.name === name) };
    },
  },
};
