import { defineAdsRule, hasAdsSection } from '../../ads-rule.ts';

export const adsMissingBlindSpots = defineAdsRule({
  id: 'ads_missing_blind_spots',
  summary: 'A rule that does not say what it overlooks.',
  isThere: (rule) => hasAdsSection(rule, 'blind_spots'),
  message: "The rule does not say what it assumes and overlooks. Write it under 'rsigma.ads.blind_spots'.",
});
