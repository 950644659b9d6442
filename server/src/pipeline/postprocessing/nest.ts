import type { PostprocessingDefinition } from '../postprocessing-transformation.ts';
import { applyPostprocessing } from '../processing-pipeline.ts';
import { markApplied } from '../rule-draft.ts';

/** Several post-processing items as one. */
export const nest: PostprocessingDefinition = {
  id: 'nest',
  required: ['items'],
  optional: [],
  create(parameters, context) {
    const node = parameters.node('items');
    const items = node ? context.loadItems(node) : [];
    return {
      apply(query, rule, run, item) {
        markApplied(rule, item.identifier);
        return applyPostprocessing(items, query, rule, run);
      },
    };
  },
};
