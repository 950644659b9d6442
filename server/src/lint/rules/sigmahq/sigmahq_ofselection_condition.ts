import { selectDetections } from '../../../sigma/condition/select-detections.ts';
import type { SigmaDetections } from '../../../sigma/rule/sigma-rule.ts';
import { compilePattern } from '../../../sigma/types/python-regex/compile-regex.ts';
import type { Fix, ReadCondition } from '../../define-rule.ts';
import { selectorsOf } from '../../places.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';

/**
 * How many names a pattern fits; `undefined` when it cannot be read.
 *
 * pySigma: validators/sigmahq/condition.py – takes the pattern for a regular expression that names begin with.
 */
function countNames(pattern: string, names: readonly string[]): number | undefined {
  const regex = compilePattern(pattern);
  const start = 'unsupported' in regex ? regex : compilePattern(`\\A(?:${pattern})`);
  return 'unsupported' in start ? undefined : names.filter((name) => start.test(name)).length;
}

/** The one selection that the pattern really stands for. */
function nameIt(read: ReadCondition, pattern: string, detections: SigmaDetections): readonly Fix[] {
  const found = [...selectorsOf([read])].find(({ selector }) => selector.pattern === pattern);
  const [named, ...more] = found ? selectDetections(pattern, detections) : [];
  if (!found || !named || more.length > 0) return [];
  return [
    { title: `Write '${named.name}'`, kind: 'safe', edits: [{ span: found.selector.span, newText: named.name }] },
  ];
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
          report({
            span,
            message: `'${pattern}' ${count === 0 ? 'fits no selection' : 'fits one selection only'}. Name the selection, or add the missing ones.`,
            fixes: nameIt(read, pattern, rule.detection),
          });
          return;
        }
      }
    },
  },
});
