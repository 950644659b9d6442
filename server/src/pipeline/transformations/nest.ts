import { PipelineRun } from '../pipeline-run.ts';
import { applyItems } from '../processing-pipeline.ts';
import { ruleTransformation, type TransformationDefinition } from '../transformation.ts';

/** A pipeline inside a pipeline: its items see only each other's state and variables, then all of it is taken over. */
export const nest: TransformationDefinition = {
  id: 'nest',
  required: ['items'],
  optional: [],
  create(parameters, context) {
    const node = parameters.node('items');
    const items = node ? context.loadItems(node) : [];
    return ruleTransformation((rule, run) => {
      const nested = new PipelineRun(new Map(), run.compat);
      applyItems(items, rule, nested);
      run.merge(nested);
    });
  },
};
