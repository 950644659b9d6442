import { defineSigmahqRule, numberOption } from '../../sigmahq-rule.ts';

export const sigmahqTitleLength = defineSigmahqRule({
  id: 'sigmahq_title_length',
  severity: 'medium',
  options: { max_length: 'number' },
  summary: 'A very long title.',
  visit: {
    any({ title }, { options, report }) {
      const longest = numberOption(options.max_length, 120);
      const length = title ? [...title.value].length : 0;
      if (title && length > longest)
        report({
          span: title.span,
          message: `The title has ${length} characters; lists of alerts cut it off. Use at most ${longest}, and say the rest in the description.`,
        });
    },
  },
});
