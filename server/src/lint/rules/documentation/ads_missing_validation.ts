import { defineAdsRule, hasAdsSection } from '../../ads-rule.ts';

export const adsMissingValidation = defineAdsRule({
  id: 'ads_missing_validation',
  summary: 'A rule that does not say how to trigger it.',
  isThere: (rule) => hasAdsSection(rule, 'validation'),
  message: "The rule does not say how to make a true alert. Write the steps under 'rsigma.ads.validation'.",
});
