import { ConversionError } from '../conversion-error.ts';
import type { FinalizerDefinition } from '../finalizer.ts';
import { isOutputList, isText, type OutputValue } from '../output-value.ts';
import { QueryText } from '../query-text.ts';

/** Joins all queries to one text. */
export const concat: FinalizerDefinition = {
  id: 'concat',
  required: [],
  optional: ['separator', 'prefix', 'suffix'],
  create(parameters) {
    const separator = parameters.string('separator', '\n');
    const prefix = parameters.string('prefix', '');
    const suffix = parameters.string('suffix', '');
    return {
      apply: (output) => QueryText.concat(prefix, QueryText.join(textParts(output), separator), suffix),
    };
  },
};

function textParts(output: OutputValue): (QueryText | string)[] {
  // pySigma: processing/finalization.py#ConcatenateQueriesFinalizer – Python joins the characters of an output that is one text.
  if (isText(output)) {
    const text = QueryText.from(output);
    const parts: QueryText[] = [];
    let at = 0;
    for (const character of text.text) {
      parts.push(text.slice(at, at + character.length));
      at += character.length;
    }
    return parts;
  }
  if (!isOutputList(output)) throw new ConversionError('TypeError', 'The output is no list of queries.');
  return output.map((query, index) => {
    if (isText(query)) return query;
    throw new ConversionError('TypeError', `sequence item ${index}: expected str instance, dict found`);
  });
}
