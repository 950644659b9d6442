import type { YamlDate } from '../../../yaml/nodes.ts';
import { defineRule } from '../../define-rule.ts';

function written({ year, month, day }: YamlDate): string {
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}

/** The day after, where it already is tomorrow in some place. */
function dayAfter(today: string): string {
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, day + 1)).toISOString().slice(0, 10);
}

export const futureDate = defineRule({
  id: 'future_date',
  severity: 'information',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A date that is still to come.',
  visit: {
    any(rule, { data, report }) {
      if (data.today === undefined) return;
      for (const key of ['date', 'modified'] as const) {
        const date = rule[key];
        if (!date || written(date.value) <= data.today || written(date.value) <= dayAfter(data.today)) continue;
        report({
          span: date.span,
          message: `'${key}' is still to come. Day and month may have changed places: dates are written YYYY-MM-DD.`,
        });
      }
    },
  },
});
