import { defineAdsRule, hasAdsSection } from '../../ads-rule.ts';

export const adsMissingTechnicalContext = defineAdsRule({
  id: 'ads_missing_technical_context',
  summary: 'A rule without technical context.',
  isThere: (rule) => hasAdsSection(rule, 'technical_context'),
  message:
    "The rule does not explain what an analyst must know to understand an alert. Write it under 'rsigma.ads.technical_context'.",
});
