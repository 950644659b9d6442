import { defineSigmahqRule } from '../../sigmahq-rule.ts';

export const sigmahqTagsUniqueDetection = defineSigmahqRule({
  id: 'sigmahq_tags_unique_detection',
  severity: 'high',
  summary: 'More than one tag of the namespace detection.',
  visit: {
    any(rule, { report }) {
      const [, second] = rule.tags.filter(({ namespace }) => namespace === 'detection');
      if (second)
        report({
          span: second.span,
          message:
            "The rule has several tags of the namespace 'detection', but it belongs to one of these collections. Keep one.",
        });
    },
  },
});
