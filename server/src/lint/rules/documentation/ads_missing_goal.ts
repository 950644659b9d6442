import { defineAdsRule } from '../../ads-rule.ts';

export const adsMissingGoal = defineAdsRule({
  id: 'ads_missing_goal',
  summary: 'A rule that does not say what it is for.',
  isThere: (rule) => (rule.description?.value.trim() ?? '') !== '',
  message: "The strategy of the rule needs its goal. Write under 'description' what the rule is to find.",
});
