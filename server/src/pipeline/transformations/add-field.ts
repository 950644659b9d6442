import { isPlainList, plainText } from '../plain-value.ts';
import { ruleTransformation, type TransformationDefinition } from '../transformation.ts';

/** Adds fields to the rule's list of fields. */
export const addField: TransformationDefinition = {
  id: 'add_field',
  required: ['field'],
  optional: [],
  create(parameters) {
    const field = parameters.value('field');
    const names = typeof field === 'string' ? [field] : isPlainList(field) ? field.map(plainText) : [];
    return ruleTransformation((rule) => {
      rule.fields.push(...names.map((value) => ({ value, span: rule.source.span })));
    });
  },
};
