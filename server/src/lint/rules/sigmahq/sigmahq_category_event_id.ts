import { defineSigmahqRule } from '../../sigmahq-rule.ts';
import { loadWindowsCategories } from '../../sigmahq-tables.ts';

export const sigmahqCategoryEventId = defineSigmahqRule({
  id: 'sigmahq_category_event_id',
  severity: 'medium',
  summary: 'An event id where the category says it already.',
  visit: {
    item(item, { rule, data, report }) {
      if (item.field !== 'EventID' || rule.kind !== 'rule' || rule.logsource?.product !== 'windows') return;
      const { category } = rule.logsource;
      if (category === undefined || !data.table(loadWindowsCategories)?.withoutEventId.has(category)) return;
      report({
        span: item.fieldSpan,
        tag: 'unnecessary',
        message: `The category '${category}' stands for its events already. Remove 'EventID', so that the rule also works with other sources of these events.`,
      });
    },
  },
});
