import type { FinalizerDefinition } from '../finalizer.ts';
import { isNumeric } from '../plain-value.ts';
import { pythonJson } from '../python-json.ts';

/** All queries as one JSON document. */
export const json: FinalizerDefinition = {
  id: 'json',
  required: [],
  optional: ['indent'],
  create(parameters) {
    const indent = parameters.value('indent');
    return {
      apply: (output) => pythonJson(output, { indent: isNumeric(indent) ? Math.max(Number(indent), 0) : undefined }),
    };
  },
};
