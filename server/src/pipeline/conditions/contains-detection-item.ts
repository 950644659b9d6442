import { ConversionError } from '../conversion-error.ts';
import type { Conditions } from '../processing-condition.ts';
import { itemsOf } from '../rule-draft.ts';
import { equalsPlain } from '../sigma-value.ts';

const typeOf = { string: 'string', bigint: 'number', number: 'number', boolean: 'bool' } as const;

/** The rule has an item for the field that holds the value, type included. */
export const containsDetectionItem: Conditions = {
  rule: {
    id: 'contains_detection_item',
    required: ['field', 'value'],
    optional: [],
    create(parameters) {
      const field = parameters.value('field');
      const value = parameters.value('value') ?? null;
      if (typeof value === 'object' && value !== null)
        throw new ConversionError('SigmaTypeError', 'The value must be a plain one.', parameters.spanOf('value'));
      const type = value === null ? 'null' : typeOf[typeof value as keyof typeof typeOf];
      return {
        match: (rule) =>
          rule.kind === 'rule' &&
          itemsOf(rule).some(
            (item) =>
              item.field !== null &&
              item.field === field &&
              item.value.some(
                (candidate) =>
                  candidate.type === type &&
                  !(candidate.type === 'string' && candidate.cased) &&
                  (candidate.type === 'null' || equalsPlain(candidate, value)),
              ),
          ),
      };
    },
  },
};
