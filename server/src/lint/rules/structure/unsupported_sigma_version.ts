import { defineRule } from '../../define-rule.ts';
import { pairOf } from '../../scalar-places.ts';

export const unsupportedSigmaVersion = defineRule({
  id: 'unsupported_sigma_version',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A version of Sigma that does not exist.',
  visit: {
    any(rule, { report }) {
      const pair = pairOf(rule, 'sigma-version');
      if (!pair || (pair.value.kind === 'scalar' && /^[1-3](?:\.\d+)*$/.test(pair.value.text))) return;
      const { span } = pair.value;
      report({
        span: span.end > span.start ? span : pair.key.span,
        message:
          "'sigma-version' names a version of the specification that there is not. Write 2, or 3 for lists in fields.",
      });
    },
  },
});
