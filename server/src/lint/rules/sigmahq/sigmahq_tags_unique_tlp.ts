import { defineSigmahqRule } from '../../sigmahq-rule.ts';

export const sigmahqTagsUniqueTlp = defineSigmahqRule({
  id: 'sigmahq_tags_unique_tlp',
  severity: 'high',
  defaultSeverity: 'warning',
  summary: 'More than one TLP tag.',
  visit: {
    any(rule, { report }) {
      const [, second] = rule.tags.filter(({ namespace }) => namespace === 'tlp');
      if (second)
        report({
          span: second.span,
          message: 'The rule has several TLP tags, so nobody knows which one holds. Keep one.',
        });
    },
  },
});
