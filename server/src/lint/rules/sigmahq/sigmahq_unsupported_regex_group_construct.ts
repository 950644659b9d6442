import type { Span } from '../../../base/span.ts';
import type { SigmaDetectionItem } from '../../../sigma/rule/sigma-rule.ts';
import { sigmaStringToPlain } from '../../../sigma/types/sigma-string.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';
import { itemsOf } from '../../visit-rule.ts';

const constructs = ['(?=', '(?!', '(?<=', '(?<!', '(?>'];

interface Found {
  readonly span: Span;
  readonly construct: string;
}

/** Once for each pattern; `undefined` for one that is no text. */
function unsupportedIn(item: SigmaDetectionItem): readonly Found[] | undefined {
  const byPattern = new Map<string, Found>();
  for (const value of item.value) {
    if (value.type !== 'regex') continue;
    if (value.regexp.foreign !== undefined) return undefined;
    const pattern = sigmaStringToPlain(value.regexp);
    const construct = constructs.find((one) => pattern.includes(one));
    if (construct && !byPattern.has(pattern)) byPattern.set(pattern, { span: value.span ?? item.span, construct });
  }
  return [...byPattern.values()];
}

export const sigmahqUnsupportedRegexGroupConstruct = defineSigmahqRule({
  id: 'sigmahq_unsupported_regex_group_construct',
  severity: 'high',
  defaultSeverity: 'information',
  summary: 'A lookaround or atomic group in a regular expression.',
  visit: {
    rule(rule, { report }) {
      const found = [...itemsOf(rule)].filter(({ modifiers }) => modifiers.includes('re')).map(unsupportedIn);
      // pySigma: validators/sigmahq/detection.py – fails on patterns that are no text, and the rule has no issue.
      if (found.includes(undefined)) return;
      for (const { span, construct } of found.flatMap((one) => one ?? []))
        report({
          span,
          message: `Many systems do not know '${construct}' in regular expressions: Sigma allows no lookaround and no atomic groups. Write the pattern without it, or exclude with a filter.`,
        });
    },
  },
});
