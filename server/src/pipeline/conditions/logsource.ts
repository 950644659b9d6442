import { ConversionError } from '../conversion-error.ts';
import type { Conditions } from '../processing-condition.ts';
import type { AnyRuleDraft, LogSourceDraft } from '../rule-draft.ts';

const parts = ['category', 'product', 'service'] as const;

/** The parts of the log source that are given must be the rule's; a correlation matches when a rule that it refers to does. */
export const logsource: Conditions = {
  rule: {
    id: 'logsource',
    required: [],
    optional: [...parts],
    create(parameters) {
      const [category, product, service] = parts.map((part) => parameters.optionalString(part));
      if (category === undefined && product === undefined && service === undefined)
        throw new ConversionError(
          'SigmaLogsourceError',
          "Sigma log source can't be empty: give a category, a product or a service.",
          parameters.span,
        );
      const contains = (source: LogSourceDraft) =>
        (category === undefined || source.category === category) &&
        (product === undefined || source.product === product) &&
        (service === undefined || source.service === service);
      const match = (rule: AnyRuleDraft): boolean =>
        rule.kind === 'rule' ? contains(rule.logsource) : rule.referencedRules.some(match);
      return { match };
    },
  },
};
