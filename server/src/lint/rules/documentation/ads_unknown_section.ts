import { adsPrefix, adsSections } from '../../ads-rule.ts';
import { attributesOf } from '../../custom-attributes.ts';
import { defineRule } from '../../define-rule.ts';
import { nearest } from '../../nearest.ts';

const known: readonly string[] = [...adsSections, 'exempt'];

export const adsUnknownSection = defineRule({
  id: 'ads_unknown_section',
  severity: 'information',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A section that the detection strategy does not have.',
  visit: {
    rule(rule, { report }) {
      for (const [name, { key }] of attributesOf(rule, adsPrefix)) {
        if (known.includes(name)) continue;
        const guess = nearest(name, known);
        const newText = `${adsPrefix}${guess}`;
        report({
          span: key.span,
          message: `There is no section '${name}'. ${guess ? `Did you mean '${guess}'?` : `Use ${known.join(', ')}.`}`,
          fixes: guess ? [{ title: `Rename to '${newText}'`, kind: 'safe', edits: [{ span: key.span, newText }] }] : [],
        });
      }
    },
  },
});
