import { sigmaStringToPlain } from '../../../sigma/types/sigma-string.ts';
import { emptyIsMissing, type Remark } from '../../remarks.ts';

/** A text column without a value holds an empty text. */
const emptyTexts = emptyIsMissing(
  'Text columns in Kusto are never null: a missing value and an empty text are the same there, so that the query cannot tell them apart as the rule does.',
);

/** Kusto's regular expressions are those of RE2, which has no look-around and no references to groups. */
const unsupportedRegex: Remark = {
  code: 'regex_unsupported',
  message:
    'Kusto has neither look-around nor references to groups in regular expressions: the server refuses this one. Write it without them.',
  find: (comparisons) =>
    comparisons.find(
      ({ value }) =>
        value.type === 'regex' && /\(\?<?[=!]|\(\?P=|\\[1-9]|\(\?>|[*+?}]\+/.test(sigmaStringToPlain(value.regexp)),
    ),
};

export const kustoRemarks: readonly Remark[] = [emptyTexts, unsupportedRegex];
