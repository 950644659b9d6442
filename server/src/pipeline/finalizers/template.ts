import type { FinalizerDefinition } from '../finalizer.ts';
import { outputTemplateValue, pipelineObject } from '../templates/rule-object.ts';
import { templateOf, templateParameters } from '../templates/template.ts';

/** One output from a template in the language of Jinja with `queries` and `pipeline`. */
export const template: FinalizerDefinition = {
  id: 'template',
  ...templateParameters,
  create(parameters, { externalSources }) {
    const compiled = templateOf(parameters, externalSources);
    return {
      apply: (output, run) => compiled.render({ queries: outputTemplateValue(output), pipeline: pipelineObject(run) }),
    };
  },
};
