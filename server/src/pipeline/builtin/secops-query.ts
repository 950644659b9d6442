import { ConversionError } from '../conversion-error.ts';
import { isText } from '../output-value.ts';
import { plainText } from '../plain-value.ts';
import type { PostprocessingDefinition } from '../postprocessing-transformation.ts';
import { QueryText } from '../query-text.ts';
import { reproduces } from '../quirks.ts';
import { eventTypesOf } from './secops-event-types.ts';

/** Puts the event types of the rule in front of the query. */
export const secopsEventTypeCondition: PostprocessingDefinition = {
  id: 'secops_event_type_condition',
  required: [],
  optional: [],
  create: () => ({
    apply(query, rule, run) {
      if (!isText(query)) throw new ConversionError('TypeError', 'The query is no text.');
      const types = eventTypesOf(rule).map(plainText);
      // pySigma: secops/postprocessing.py#PrependMetadataPostprocessingTransformation – without types an empty group remains.
      if (types.length === 0 && !reproduces(run, 'empty-event-types')) return query;
      const place = rule.kind === 'rule' ? rule.source.logsource?.span : undefined;
      const isRule = run.vars.get('output_format') === 'yara_l';
      const field = isRule ? '$event1.metadata.event_type' : 'metadata.event_type';
      const condition = QueryText.of(types.map((type) => `${field} = "${type}"`).join(' OR '), place);
      if (!isRule) return QueryText.concat('(', condition, ') AND (', query, ')');
      const grouped =
        types.length > 1 && !reproduces(run, 'yara-l-syntax') ? QueryText.concat('(', condition, ')') : condition;
      return QueryText.concat(grouped, '\n\n', query);
    },
  }),
};
