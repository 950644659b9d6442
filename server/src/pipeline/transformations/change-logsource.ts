import { ConversionError } from '../conversion-error.ts';
import { ruleTransformation, type TransformationDefinition } from '../transformation.ts';

/** Replaces the rule's log source. */
export const changeLogsource: TransformationDefinition = {
  id: 'change_logsource',
  required: [],
  optional: ['category', 'product', 'service'],
  create(parameters) {
    const logsource = {
      category: parameters.optionalString('category'),
      product: parameters.optionalString('product'),
      service: parameters.optionalString('service'),
    };
    const isEmpty = Object.values(logsource).every((part) => part === undefined);
    return ruleTransformation((rule) => {
      if (rule.kind !== 'rule') return;
      if (isEmpty) throw new ConversionError('SigmaLogsourceError', "Sigma log source can't be empty");
      rule.logsource = logsource;
    });
  },
};
