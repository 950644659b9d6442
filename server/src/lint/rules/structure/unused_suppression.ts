import { defineRule } from '../../define-rule.ts';

/** The linter itself reports these when it looks which comments silence what. */
export const unusedSuppression = defineRule({
  id: 'unused_suppression',
  severity: 'information',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A comment that silences nothing.',
});
