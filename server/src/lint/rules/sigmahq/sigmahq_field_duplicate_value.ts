import type { SigmaDetectionItem } from '../../../sigma/rule/sigma-rule.ts';
import type { SigmaType } from '../../../sigma/types/sigma-type.ts';
import type { Report } from '../../define-rule.ts';
import { removeLines } from '../../scalar-places.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';
import { valueText } from '../../value-text.ts';
import { itemsOf } from '../../visit-rule.ts';

const caseSensitive: ReadonlySet<string> = new Set(
  'base64 base64offset re i ignorecase m multiline s dotall cased'.split(' '),
);

/** Indexes of the values that an earlier one equals; `undefined` where they cannot be compared. */
function repeatedValues({ value, modifiers }: SigmaDetectionItem): number[] | undefined {
  if (value.length < 2) return [];
  const isSensitive = modifiers.some((modifier) => caseSensitive.has(modifier));
  // pySigma: validators/sigmahq/modifier.py – fails when patterns that are texts meet others, and the rule has no issue.
  if (isSensitive && new Set(value.map(isForeign)).size > 1) return undefined;
  const seen = new Set<string>();
  return [...value.keys()].filter((index) => {
    // pySigma: types.py#SigmaNull – has no text of its own, so that two of them differ there.
    if (!isSensitive && value[index]?.type === 'null') return false;
    const key = isSensitive ? exactKey(value[index]!) : valueText(value[index]!).toLowerCase();
    return seen.has(key) || !seen.add(key);
  });
}

function isForeign(value: SigmaType): boolean {
  return value.type === 'regex' && value.regexp.foreign !== undefined;
}

function exactKey(value: SigmaType): string {
  return JSON.stringify(value, (key, part: unknown) =>
    key === 'span' ? undefined : typeof part === 'bigint' ? `${part}n` : part,
  );
}

function reportOf(item: SigmaDetectionItem, index: number, text: string): Report {
  const span = item.value[index]?.span ?? item.keySpan;
  // Names of other fields are compared with regard to case by most systems.
  const edit = item.modifiers.includes('fieldref') ? undefined : removeLines(text, span);
  return {
    span,
    tag: 'unnecessary',
    message: `This value stands in the list of '${item.field}' already. Remove it, or write the one that is meant.`,
    ...(edit ? { fixes: [{ title: 'Remove the value', kind: 'safe', edits: [edit] }] } : {}),
  };
}

export const sigmahqFieldDuplicateValue = defineSigmahqRule({
  id: 'sigmahq_field_duplicate_value',
  severity: 'high',
  defaultSeverity: 'information',
  summary: 'A value that stands twice in a list.',
  visit: {
    rule(rule, { text, report }) {
      const found: Report[] = [];
      for (const item of itemsOf(rule)) {
        const repeated = repeatedValues(item);
        if (!repeated) return;
        if (item.field !== null) found.push(...repeated.map((index) => reportOf(item, index, text)));
      }
      for (const one of found) report(one);
    },
  },
});
