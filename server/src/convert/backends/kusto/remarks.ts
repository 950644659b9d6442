import { emptyIsMissing, type Remark, re2Only } from '../../remarks.ts';

/** A text column without a value holds an empty text. */
const emptyTexts = emptyIsMissing(
  'Text columns in Kusto are never null: a missing value and an empty text are the same there, so that the query cannot tell them apart as the rule does.',
);

export const kustoRemarks: readonly Remark[] = [emptyTexts, re2Only('Kusto')];
