import type { PostprocessingDefinition } from '../postprocessing-transformation.ts';
import { formatString } from '../templates/format-string.ts';
import { outputTemplateValue, pipelineObject, ruleObject } from '../templates/rule-object.ts';

/** Replaces a query by a text with `{query}`, `{rule.title}`, `{pipeline.state[key]}` and the like. */
export const simpleTemplate: PostprocessingDefinition = {
  id: 'simple_template',
  required: ['template'],
  optional: [],
  create(parameters) {
    const template = parameters.string('template');
    return {
      apply: (query, rule, run) =>
        formatString(template, {
          query: outputTemplateValue(query),
          rule: ruleObject(rule),
          pipeline: pipelineObject(run),
        }),
    };
  },
};
