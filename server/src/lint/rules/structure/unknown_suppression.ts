import { defineRule } from '../../define-rule.ts';

/** The linter itself reports these when it looks which comments silence what. */
export const unknownSuppression = defineRule({
  id: 'unknown_suppression',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A comment that is to silence something, with a name that does not exist.',
});
