import { headOf } from '../../places.ts';
import { defineSigmahqRule, numberOption } from '../../sigmahq-rule.ts';

export const sigmahqDescriptionLength = defineSigmahqRule({
  id: 'sigmahq_description_length',
  severity: 'medium',
  options: { description_len: 'number' },
  summary: 'A very short description.',
  visit: {
    any(rule, { options, report }) {
      if (!rule.description) return;
      const shortest = numberOption(options.description_len, 16);
      const { length } = [...rule.description.value];
      if (length >= shortest) return;
      report({
        span: rule.description.span.end > rule.description.span.start ? rule.description.span : headOf(rule),
        message: `The description has ${length} characters, which hardly explains what the rule detects. Write at least ${shortest}.`,
      });
    },
  },
});
