import { defineSigmahqRule, wordsOption } from '../../sigmahq-rule.ts';

export const sigmahqTagsTlp = defineSigmahqRule({
  id: 'sigmahq_tags_tlp',
  severity: 'high',
  options: { allowed_tlp: 'words' },
  summary: 'A TLP tag that forbids publication.',
  visit: {
    any(rule, { options, report }) {
      const allowed = wordsOption(options.allowed_tlp, ['clear']);
      const tag = rule.tags.find(({ namespace, name }) => namespace === 'tlp' && !allowed.includes(name));
      if (tag)
        report({
          span: tag.span,
          message: `'tlp.${tag.name}' restricts who may see the rule. Here only ${allowed.map((name) => `'tlp.${name}'`).join(', ')} is allowed.`,
        });
    },
  },
});
