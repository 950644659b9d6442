import type { YamlDate } from '../../../yaml/nodes.ts';
import { isDateTime } from '../../scalar-places.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';

function dayNumber({ year, month, day }: YamlDate): number {
  return year * 10_000 + month * 100 + day;
}

export const sigmahqModifiedDateOrder = defineSigmahqRule({
  id: 'sigmahq_modified_date_order',
  aliases: ['modified_before_date'],
  severity: 'medium',
  defaultSeverity: 'warning',
  summary: 'A modified date before the date.',
  visit: {
    any(rule, { report }) {
      if (!rule.date || !rule.modified || isDateTime(rule, 'date') !== isDateTime(rule, 'modified')) return;
      if (dayNumber(rule.modified.value) >= dayNumber(rule.date.value)) return;
      report({
        span: rule.modified.span,
        message: "'modified' is before 'date', but a rule is changed after it is made. Correct one of them.",
      });
    },
  },
});
