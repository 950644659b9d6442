import { plainText } from '../plain-value.ts';
import { ruleTransformation, type TransformationDefinition } from '../transformation.ts';

/** Replaces the rule's list of fields. */
export const setField: TransformationDefinition = {
  id: 'set_field',
  required: ['fields'],
  optional: [],
  create(parameters) {
    const names = parameters.list('fields').map(plainText);
    return ruleTransformation((rule) => {
      rule.fields = names.map((value) => ({ value, span: rule.source.span }));
    });
  },
};
