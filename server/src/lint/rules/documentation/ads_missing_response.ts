import { defineAdsRule, hasAdsSection } from '../../ads-rule.ts';

export const adsMissingResponse = defineAdsRule({
  id: 'ads_missing_response',
  summary: 'A rule that does not say what to do about an alert.',
  isThere: (rule) => hasAdsSection(rule, 'response'),
  message: "The rule does not say what to do about an alert. Write it under 'rsigma.ads.response'.",
});
