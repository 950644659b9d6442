import { adsPrefix, adsSections } from '../../ads-rule.ts';
import { attributesOf, textIn } from '../../custom-attributes.ts';
import { defineRule } from '../../define-rule.ts';

export const adsEmptySection = defineRule({
  id: 'ads_empty_section',
  severity: 'information',
  profiles: ['strict'],
  summary: 'A section of the detection strategy with hardly a word.',
  visit: {
    rule(rule, { report }) {
      for (const [name, { key, value }] of attributesOf(rule, adsPrefix))
        if (adsSections.includes(name) && textIn(value).length < 3)
          report({ span: key.span, message: `The section '${name}' says nothing. Write it, or remove the key.` });
    },
  },
});
