import { ConversionError } from '../conversion-error.ts';
import { isText } from '../output-value.ts';
import { plainText } from '../plain-value.ts';
import type { PostprocessingDefinition } from '../postprocessing-transformation.ts';
import { QueryText } from '../query-text.ts';

/** Puts the table in front of the query. */
export const kustoPrependQueryTable: PostprocessingDefinition = {
  id: 'kusto_prepend_query_table',
  required: [],
  optional: [],
  create: () => ({
    apply(query, rule, run) {
      const table = run.state.get('query_table');
      if (table === undefined || table === null) return query;
      if (!isText(query)) throw new ConversionError('TypeError', 'The query is no text.');
      const place = rule.kind === 'rule' ? rule.source.logsource?.span : undefined;
      return QueryText.concat(QueryText.of(plainText(table), place), '\n| where ', query);
    },
  }),
};
