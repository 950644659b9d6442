import { isPlainList, plainText } from '../plain-value.ts';
import { ruleTransformation, type TransformationDefinition } from '../transformation.ts';

/** Removes fields (of each name the first) from the rule's list of fields. */
export const removeField: TransformationDefinition = {
  id: 'remove_field',
  required: ['field'],
  optional: [],
  create(parameters) {
    const field = parameters.value('field');
    const names = typeof field === 'string' ? [field] : isPlainList(field) ? field.map(plainText) : [];
    return ruleTransformation((rule) => {
      for (const name of names) {
        const index = rule.fields.findIndex(({ value }) => value === name);
        if (index >= 0) rule.fields.splice(index, 1);
      }
    });
  },
};
