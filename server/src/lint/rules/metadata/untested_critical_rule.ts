import { defineRule } from '../../define-rule.ts';

export const untestedCriticalRule = defineRule({
  id: 'untested_critical_rule',
  severity: 'information',
  profiles: ['strict'],
  summary: 'An experimental rule of the highest level.',
  visit: {
    any(rule, { report }) {
      if (rule.level?.value !== 'critical' || rule.status?.value !== 'experimental') return;
      report({
        span: rule.level.span,
        message:
          "The level 'critical' is for what borders on certainty, but the status says that the rule is not tested. Lower the level until it is.",
      });
    },
  },
});
