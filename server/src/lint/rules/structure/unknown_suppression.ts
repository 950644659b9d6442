import { defineRule } from '../../define-rule.ts';

/** The linter itself reports these when it looks which comments silence what. */
export const unknownSuppression = defineRule({
  id: 'unknown_suppression',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A comment that silences a check that does not exist.',
});
