import { defineAdsRule } from '../../ads-rule.ts';

export const adsMissingCategorization = defineAdsRule({
  id: 'ads_missing_categorization',
  summary: 'A rule without a technique of ATT&CK.',
  isThere: ({ tags }) => tags.some(({ namespace }) => namespace === 'attack'),
  message: 'The strategy of the rule needs a category. Add tags of ATT&CK.',
});
