import { isDateTime } from '../../scalar-places.ts';
import { defineSigmahqRule, numberOption } from '../../sigmahq-rule.ts';

export const sigmahqStatusToHigh = defineSigmahqRule({
  id: 'sigmahq_status_to_high',
  severity: 'medium',
  options: { min_days_for_log_rule: 'number', min_days_for_nolog_rule: 'number' },
  summary: 'A new rule that claims to be proven.',
  visit: {
    any(rule, { data, options, report }) {
      const { date, status } = rule;
      if (!date || !status || data.today === undefined || isDateTime(rule, 'date')) return;
      const isTested = rule.customAttributes.has('regression_tests_path');
      const days = isTested
        ? numberOption(options.min_days_for_log_rule, 0)
        : numberOption(options.min_days_for_nolog_rule, 60);
      const { year, month, day } = date.value;
      const age = Math.round((Date.parse(data.today) - Date.UTC(year, month - 1, day)) / 86_400_000);
      const tooHigh = status.value === 'stable' || (status.value === 'test' && !isTested);
      if (!tooHigh || age > days) return;
      report({
        span: status.span,
        message: `The rule is ${Math.max(age, 0)} days old, too young for '${status.value}'. Use '${isTested ? 'test' : 'experimental'}' until it has run for ${days} days.`,
      });
    },
  },
});
