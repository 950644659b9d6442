import { defineAdsRule, hasAdsSection } from '../../ads-rule.ts';

export const adsMissingPriority = defineAdsRule({
  id: 'ads_missing_priority',
  severity: 'information',
  summary: 'A rule that does not say why it has its level.',
  isThere: (rule) => hasAdsSection(rule, 'priority'),
  message: "The rule does not say why it has its level. Write it under 'rsigma.ads.priority'.",
});
