/** Time spans of correlations. */
import { parseTimespan } from '../../server/src/sigma/correlation/parse-timespan.ts';
import { answerOf, type Comparison } from './comparison.ts';
import { scalarNode } from './scalar-node.ts';

export const timespans: Comparison = {
  id: 'timespans',
  files: /(^|\/)unit\/timespans\.jsonl(\.gz)?$/,
  *compare(file) {
    for (const line of file.lines()) {
      const { spec } = JSON.parse(line) as { spec: string | number | null };
      const result = parseTimespan(
        scalarNode(typeof spec === 'number' && Number.isInteger(spec) ? BigInt(spec) : spec),
      );
      const answer =
        'error' in result
          ? { spec, ok: false, error_class: result.error.errorClass, error: result.error.message }
          : { spec, ok: true, seconds: result.value.seconds, count: result.value.count, unit: result.value.unit };
      yield answerOf(String(spec), line, JSON.stringify(answer));
    }
  },
};
