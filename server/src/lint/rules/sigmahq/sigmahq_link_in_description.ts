import { partSpan } from '../../scalar-places.ts';
import { defineSigmahqRule, wordsOption } from '../../sigmahq-rule.ts';

const words = ['http://', 'https://', 'internal research'];

export const sigmahqLinkInDescription = defineSigmahqRule({
  id: 'sigmahq_link_in_description',
  severity: 'medium',
  options: { word_list: 'words' },
  summary: 'A link in the description of a rule without references.',
  visit: {
    any(rule, { text, options, report }) {
      if (!rule.description || rule.references.length > 0) return;
      const { value, span } = rule.description;
      const lower = value.toLowerCase();
      const found = wordsOption(options.word_list, words).find((word) => lower.includes(word));
      if (found === undefined) return;
      const start = lower.indexOf(found);
      report({
        span: partSpan(text, rule, 'description', span, [start, start + found.length]),
        message: `The description points to a source ('${found}'), but the rule has no 'references'. Move it there.`,
      });
    },
  },
});
