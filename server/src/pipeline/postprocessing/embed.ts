import { ConversionError } from '../conversion-error.ts';
import { isText } from '../output-value.ts';
import type { PostprocessingDefinition } from '../postprocessing-transformation.ts';
import { QueryText } from '../query-text.ts';
import { markApplied } from '../rule-draft.ts';

/** Puts text before and behind a query. */
export const embed: PostprocessingDefinition = {
  id: 'embed',
  required: [],
  optional: ['prefix', 'suffix'],
  create(parameters) {
    const prefix = parameters.string('prefix', '');
    const suffix = parameters.string('suffix', '');
    return {
      apply(query, rule, _run, item) {
        markApplied(rule, item.identifier);
        if (!isText(query))
          throw new ConversionError('TypeError', 'Query must be a string for EmbedQueryTransformation.');
        return QueryText.concat(prefix, query, suffix);
      },
    };
  },
};
