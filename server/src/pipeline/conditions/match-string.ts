import type { Conditions } from '../processing-condition.ts';
import { compilePythonPattern } from '../python-pattern.ts';
import { plainOf } from '../sigma-value.ts';
import { checkAnyOrAll, valueCondition } from '../value-condition.ts';

/** The beginning of string values matches a regular expression; values that are no strings do not. */
export const matchString: Conditions = {
  detectionItem: {
    id: 'match_string',
    required: ['cond', 'pattern'],
    optional: ['negate'],
    create(parameters) {
      checkAnyOrAll(parameters);
      const source = parameters.string('pattern');
      const pattern = compilePythonPattern(source, parameters.spanOf('pattern'), 'SigmaRegularExpressionError');
      const negate = parameters.boolean('negate', false);
      return valueCondition(
        parameters,
        (value) => (value.type === 'string' && pattern.matches(plainOf(value))) !== negate,
      );
    },
  },
};
