import { defineAdsRule, hasAdsSection } from '../../ads-rule.ts';

export const adsMissingStrategy = defineAdsRule({
  id: 'ads_missing_strategy',
  summary: 'A rule without the abstract of its strategy.',
  isThere: (rule) => hasAdsSection(rule, 'strategy'),
  message: "The rule does not say how it finds what it is for. Write it under 'rsigma.ads.strategy'.",
});
