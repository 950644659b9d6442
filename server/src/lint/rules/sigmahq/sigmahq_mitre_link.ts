import { textEntries } from '../../listed-entries.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';

export const sigmahqMitreLink = defineSigmahqRule({
  id: 'sigmahq_mitre_link',
  severity: 'medium',
  summary: 'A link to MITRE ATT&CK where a tag belongs.',
  visit: {
    any(rule, { profile, report }) {
      for (const { value, span } of textEntries(rule, 'references', profile)) {
        if (!value.startsWith('https://attack.mitre.org/')) continue;
        const id = /\/techniques\/(T\d{4})(?:\/(\d{3}))?/.exec(value);
        const tag = id ? `attack.${[id[1], id[2]].filter(Boolean).join('.').toLowerCase()}` : 'attack.t1059';
        report({
          span,
          message: `Write ATT&CK techniques as tags, such as '${tag}': tools read those. Remove the link.`,
        });
      }
    },
  },
});
