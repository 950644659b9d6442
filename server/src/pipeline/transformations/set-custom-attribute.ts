import { ruleTransformation, type TransformationDefinition } from '../transformation.ts';

/** Sets an attribute of the rule that later conditions, templates and the backend read. */
export const setCustomAttribute: TransformationDefinition = {
  id: 'set_custom_attribute',
  required: ['attribute', 'value'],
  optional: [],
  create(parameters) {
    const attribute = parameters.string('attribute');
    const value = parameters.value('value') ?? null;
    return ruleTransformation((rule) => {
      rule.customAttributes.set(attribute, value);
    });
  },
};
