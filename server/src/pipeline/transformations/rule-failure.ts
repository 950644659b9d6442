import { ConversionError } from '../conversion-error.ts';
import type { TransformationDefinition } from '../transformation.ts';

/** Refuses a rule. */
export const ruleFailure: TransformationDefinition = {
  id: 'rule_failure',
  required: ['message'],
  optional: [],
  create(parameters) {
    const message = parameters.string('message');
    return {
      apply(rule) {
        throw new ConversionError('SigmaTransformationError', message, rule.source.span);
      },
    };
  },
};
