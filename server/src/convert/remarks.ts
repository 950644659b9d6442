/** What a target judges otherwise than Sigma says, whatever the query: told once for each query that it concerns. */
import type {
  ConditionFieldEqualsValueExpression,
  ConditionItem,
  ConditionValueExpression,
} from '../sigma/condition/condition-item.ts';
import { containsSpecial, sigmaStringToPlain } from '../sigma/types/sigma-string.ts';
import type { SigmaType } from '../sigma/types/sigma-type.ts';
import type { ConversionState } from './conversion-state.ts';

export type Comparison = ConditionFieldEqualsValueExpression | ConditionValueExpression;

export interface Remark {
  /** Code of the notice. */
  readonly code: string;
  readonly message: string;
  /** The first comparison of a query that is concerned. */
  find(comparisons: readonly Comparison[], queryLength: number): Comparison | undefined;
}

/** A notice for each remark that concerns the query. */
export function remark(
  item: ConditionItem | null,
  remarks: readonly Remark[],
  queryLength: number,
  state: ConversionState,
): void {
  if (remarks.length === 0) return;
  const comparisons: Comparison[] = [];
  collect(item, comparisons);
  for (const { code, message, find } of remarks) {
    const found = find(comparisons, queryLength);
    if (found) state.notice(code, message, found.span);
  }
}

function collect(item: ConditionItem | null, found: Comparison[]): void {
  if (item === null) return;
  if (item.kind === 'field' || item.kind === 'value') found.push(item);
  else for (const arg of item.args) collect(arg, found);
}

/** For targets that compare texts of exact fields with regard to case. */
const caseSensitiveFields: Remark = {
  code: 'case_sensitive',
  message:
    'Sigma compares text without regard to case. Here fields of type keyword are compared with regard to it, so that the query misses values in another case. Give such fields a lowercase normalizer, or write the cases that occur.',
  find: (comparisons) => comparisons.find(({ value }) => hasLetters(value)),
};

function hasLetters(value: SigmaType): boolean {
  if (value.type === 'fieldref') return true;
  if (value.type === 'expansion') return value.values.some(hasLetters);
  if (value.type !== 'string' || value.cased) return false;
  return value.parts.some((part) => part.kind === 'plain' && part.text.toLowerCase() !== part.text.toUpperCase());
}

/** For targets that compare all texts with regard to case. */
export const caseSensitiveText: Remark = {
  code: 'case_sensitive',
  message:
    'Sigma compares text without regard to case. This target compares it with regard to case, so that the query misses values in another case. Write the cases that occur, or compare a field that holds the text in lower case.',
  find: (comparisons) => comparisons.find(({ value }) => hasLetters(value)),
};

/** For targets that ignore case except where two fields are compared. */
export const caseSensitiveReferences: Remark = {
  code: 'case_sensitive',
  message:
    'Sigma compares two fields without regard to case. This target compares them with regard to it, so that the query misses values that differ in case only. Compare fields that hold the text in lower case where that matters.',
  find: (comparisons) => comparisons.find(({ value }) => value.type === 'fieldref'),
};

/** For targets without a wildcard for a single character. */
export const singleWildcards: Remark = {
  code: 'wildcard_widened',
  message:
    'This target has no wildcard for a single character: "?" becomes "*", which stands for any number of them. The query finds more values than the rule and, where the comparison is negated, misses events. Use a regular expression where that matters.',
  find: (comparisons) => comparisons.find(({ value }) => hasSingleWildcard(value)),
};

function hasSingleWildcard(value: SigmaType): boolean {
  if (value.type === 'expansion') return value.values.some(hasSingleWildcard);
  return value.type === 'string' && value.parts.some((part) => part.kind === 'wildcard' && part.wildcard === '?');
}

/** For targets in which a missing value and an empty text are the same. */
export function emptyIsMissing(message: string): Remark {
  return {
    code: 'missing_is_empty',
    message,
    find: (comparisons) => comparisons.find(({ value }) => asksForNothing(value)),
  };
}

function asksForNothing(value: SigmaType): boolean {
  if (value.type === 'null' || value.type === 'exists') return true;
  if (value.type !== 'string') return false;
  return value.parts.every((part) =>
    part.kind === 'wildcard' ? part.wildcard === '*' : part.kind === 'plain' && part.text === '',
  );
}

/** For targets whose regular expressions are those of RE2, which has no look-around and no references to groups. */
export function re2Only(target: string): Remark {
  return {
    code: 'regex_unsupported',
    message: `${target} has neither look-around nor references to groups in regular expressions: the server refuses this one. Write it without them.`,
    find: (comparisons) =>
      comparisons.find(
        ({ value }) =>
          value.type === 'regex' && /\(\?<?[=!]|\(\?P=|\\[1-9]|\(\?>|[*+?}]\+/.test(sigmaStringToPlain(value.regexp)),
      ),
  };
}

/** For targets whose fields hold either addresses or texts. */
const networksAndTexts: Remark = {
  code: 'network_and_text',
  message:
    'The rule compares this field with networks and with patterns of text. Networks need a field of type ip, patterns one of type keyword: whatever the type, a part of the query does not work. Split the rule, or use a field of each type.',
  find(comparisons) {
    const texts = new Set<string>();
    for (const item of comparisons)
      if (item.kind === 'field' && item.value.type === 'string' && containsSpecial(item.value)) texts.add(item.field);
    return comparisons.find((item) => item.kind === 'field' && item.value.type === 'cidr' && texts.has(item.field));
  },
};

/** For targets in which a comparison with a list of values holds for none of them. */
export const severalValues: Remark = {
  code: 'several_values',
  message:
    'Where a field of an event has several values, Sigma wants one of them to match. Here a comparison with such a field is null, so that the event is not found. Expand the field (mv_expand) where lists occur.',
  find: (comparisons) =>
    comparisons.find(({ kind, value }) => kind === 'field' && value.type !== 'null' && value.type !== 'exists'),
};

/** For servers that refuse queries of more than `most` parts. */
export function tooManyComparisons(most: number): Remark {
  return {
    code: 'too_many_comparisons',
    message: `The query has more than ${most} comparisons, which the server refuses as it comes. Split the rule, or raise the server's limit.`,
    find: (comparisons) => comparisons[most],
  };
}

const longestQueryString = 32_000;

/** For OpenSearch, which refuses long query strings. */
export const longQueryString: Remark = {
  code: 'query_too_long',
  message: `The query string has more than ${longestQueryString} characters, which OpenSearch refuses as it comes. Split the rule, or raise search.query.max_query_string_length.`,
  find: (comparisons, queryLength) => (queryLength > longestQueryString ? comparisons[0] : undefined),
};

/** What all targets on Lucene's indices have in common. */
export const luceneRemarks: readonly Remark[] = [caseSensitiveFields, networksAndTexts];
