import { defineAdsRule } from '../../ads-rule.ts';

export const adsMissingFalsePositives = defineAdsRule({
  id: 'ads_missing_false_positives',
  summary: 'A rule without known false positives.',
  isThere: ({ falsepositives }) => falsepositives.some(({ value }) => value.trim() !== ''),
  message: "The strategy of the rule needs notes on false positives. Add 'falsepositives'.",
});
