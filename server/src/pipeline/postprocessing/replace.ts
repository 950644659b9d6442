import { ConversionError } from '../conversion-error.ts';
import { isText } from '../output-value.ts';
import type { PostprocessingDefinition } from '../postprocessing-transformation.ts';
import { compilePythonPattern } from '../python-pattern.ts';
import { QueryText } from '../query-text.ts';
import { markApplied } from '../rule-draft.ts';

/** Replaces what a regular expression matches in a query. */
export const replace: PostprocessingDefinition = {
  id: 'replace',
  required: ['pattern', 'replacement'],
  optional: [],
  create(parameters) {
    const source = parameters.string('pattern');
    const pattern = compilePythonPattern(source, parameters.spanOf('pattern'), 'SigmaConfigurationError');
    const replacement = parameters.string('replacement');
    return {
      apply(query, rule, _run, item) {
        markApplied(rule, item.identifier);
        if (!isText(query)) throw new ConversionError('TypeError', 'expected string or bytes-like object');
        const text = QueryText.from(query);
        return text.splice(pattern.edits(replacement, text.text));
      },
    };
  },
};
