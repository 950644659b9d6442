import { compilePattern } from '../../../sigma/types/python-regex/compile-regex.ts';
import { selectorsOf } from '../../places.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';
import { writeName } from '../../write-name.ts';

/**
 * How many names a pattern fits; `undefined` when it cannot be read.
 *
 * pySigma: validators/sigmahq/condition.py – takes the pattern for a regular expression that names begin with.
 */
function countNames(pattern: string, names: readonly string[]): number | undefined {
  // Without other signs it is the text before `_*`, with any number of underscores.
  const text = /^(\w*)_\*$/.exec(pattern)?.[1];
  if (text !== undefined) return names.filter((name) => name.startsWith(text)).length;
  const regex = compilePattern(pattern);
  const start = 'unsupported' in regex ? regex : compilePattern(`\\A(?:${pattern})`);
  return 'unsupported' in start ? undefined : names.filter((name) => start.test(name)).length;
}

export const sigmahqOfselectionCondition = defineSigmahqRule({
  id: 'sigmahq_ofselection_condition',
  severity: 'low',
  summary: 'A selector with a pattern that fits one selection only.',
  visit: {
    any(rule, { conditions, report }) {
      if (rule.kind === 'correlation' || !rule.detection) return;
      const names = [...rule.detection.detections.keys()];
      for (const read of conditions) {
        const { condition } = read;
        for (const match of condition.text.matchAll(/(?:\d+|all)\s+of\s+(\S+)/g)) {
          const pattern = match[1] as string;
          if (!pattern.endsWith('_*') || /^(?:filter|selection)_/.test(pattern)) continue;
          const count = countNames(pattern, names);
          if (count === undefined) return;
          if (count >= 2) continue;
          const span = {
            start: condition.offsetAt(match.index),
            end: condition.offsetAt(match.index + match[0].length),
          };
          const found = [...selectorsOf([read])].find(({ selector }) => selector.pattern === pattern);
          report({
            span,
            message: `'${pattern}' ${count === 0 ? 'fits no selection' : 'fits one selection only'}. Name the selection, or add the missing ones.`,
            fixes: found ? writeName(found.selector, rule.detection, rule.kind) : [],
          });
          return;
        }
      }
    },
  },
});
