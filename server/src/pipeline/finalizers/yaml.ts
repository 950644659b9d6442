import type { FinalizerDefinition } from '../finalizer.ts';
import { isNumeric } from '../plain-value.ts';
import { pythonYaml } from '../python-yaml.ts';

/** All queries as one YAML document. */
export const yaml: FinalizerDefinition = {
  id: 'yaml',
  required: [],
  optional: ['indent'],
  create(parameters) {
    const indent = parameters.value('indent');
    return {
      apply: (output) => pythonYaml(output, { indent: isNumeric(indent) ? Number(indent) : undefined, libyaml: false }),
    };
  },
};
