import type { PostprocessingDefinition } from '../postprocessing-transformation.ts';
import { outputTemplateValue, pipelineObject, ruleObject } from '../templates/rule-object.ts';
import { templateOf, templateParameters } from '../templates/template.ts';

/** Replaces a query by a template in the language of Jinja with `query`, `rule` and `pipeline`. */
export const template: PostprocessingDefinition = {
  id: 'template',
  ...templateParameters,
  create(parameters, { externalSources }) {
    const compiled = templateOf(parameters, externalSources);
    return {
      apply: (query, rule, run) =>
        compiled.render({
          query: outputTemplateValue(query),
          rule: ruleObject(rule),
          pipeline: pipelineObject(run),
        }),
    };
  },
};
