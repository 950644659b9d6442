import { defineRule } from '../../define-rule.ts';
import { headOf } from '../../places.ts';
import { isMissing } from '../../scalar-places.ts';

export const missingReferences = defineRule({
  id: 'missing_references',
  severity: 'information',
  profiles: ['strict'],
  summary: 'A rule of high level without references.',
  visit: {
    any(rule, { report }) {
      if (rule.kind === 'filter' || (rule.level?.value !== 'high' && rule.level?.value !== 'critical')) return;
      if (!isMissing(rule, 'references')) return;
      report({
        span: headOf(rule),
        message: `An alert of the level '${rule.level.value}' asks for action, but the rule has no 'references' that show why. Add them.`,
      });
    },
  },
});
