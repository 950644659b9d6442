import { ConversionError } from '../conversion-error.ts';
import { isOutputList, type OutputValue } from '../output-value.ts';
import { parsePythonJson } from '../parse-python-json.ts';
import type { PostprocessingDefinition } from '../postprocessing-transformation.ts';
import { pythonJson } from '../python-json.ts';
import { markApplied } from '../rule-draft.ts';

/** Puts a query into a JSON document, in the place of the text `%QUERY%`. */
export const json: PostprocessingDefinition = {
  id: 'json',
  required: ['json_template'],
  optional: [],
  create(parameters) {
    const parsed = parsePythonJson(parameters.string('json_template'));
    if ('error' in parsed)
      throw new ConversionError(
        'JSONDecodeError',
        `The template is no JSON: ${parsed.error}`,
        parameters.spanOf('json_template'),
      );
    const fill = (value: OutputValue, query: OutputValue): OutputValue => {
      if (value === '%QUERY%') return query;
      if (isOutputList(value)) return value.map((item) => fill(item, query));
      if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, fill(item, query)]));
      return value;
    };
    return {
      apply(query, rule, _run, item) {
        markApplied(rule, item.identifier);
        return pythonJson(fill(parsed.value, query));
      },
    };
  },
};
