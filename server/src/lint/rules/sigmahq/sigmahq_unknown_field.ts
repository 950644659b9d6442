import type { AnySigmaRule } from '../../../sigma/rule/sigma-rule.ts';
import { headOf, keySpan } from '../../places.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';

function isKnown(key: string, kind: AnySigmaRule['kind']): boolean {
  return key === 'regression_tests_path' || key === 'simulation' || (kind === 'correlation' && key === 'correlation');
}

export const sigmahqUnknownField = defineSigmahqRule({
  id: 'sigmahq_unknown_field',
  severity: 'medium',
  summary: 'A key that SigmaHQ does not know.',
  visit: {
    any(rule, { report }) {
      const unknown = [...rule.customAttributes.keys()].filter((key) => !isKnown(key, rule.kind));
      const [first] = unknown;
      if (first === undefined) return;
      const span = keySpan(rule.node, first) ?? headOf(rule);
      const names = unknown.map((key) => `'${key}'`).join(', ');
      report({
        span,
        message: `SigmaHQ knows no ${unknown.length === 1 ? 'key' : 'keys'} ${names}. Remove ${unknown.length === 1 ? 'it' : 'them'}, or correct the spelling.`,
      });
    },
  },
});
