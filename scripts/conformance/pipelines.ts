/** Pipelines of users: a pipeline, rules and what pySigma makes of them, or why it refuses them. */

import type { OutputValue } from '../../server/src/pipeline/output-value.ts';
import { pythonJson } from '../../server/src/pipeline/python-json.ts';
import { type ConvertedFile, createConverter } from '../../server/src/services/convert.ts';
import { answerOf, type Comparison } from './comparison.ts';
import { builtinPipelines, corpus } from './conversions.ts';

interface PipelineCase {
  readonly path: string;
  readonly pipeline: string;
  readonly rules: string;
  readonly backend: string;
  readonly format: string;
}

type Outcome = Record<string, OutputValue>;

function outcomeOf({ pipeline, rules, backend, format }: PipelineCase): Outcome {
  const made = createConverter(
    { target: backend, format, pipelines: [{ name: 'case', text: pipeline }], compat: true },
    corpus,
    builtinPipelines,
  );
  if ('converter' in made) return converted(made.converter.convert('', rules));
  const [error] = made.trouble.errors ?? [];
  if (!error) throw new Error(made.trouble.message);
  return { ok: false, stage: 'pipeline', error_class: error.errorClass, error: error.message };
}

function converted({ record }: ConvertedFile): Outcome {
  if (!record.ok) return { ok: false, stage: record.stage, error_class: record.error_class, error: record.error };
  return { ok: true, output: record.output };
}

export const pipelines: Comparison = {
  id: 'pipelines',
  files: /(^|\/)pipeline-cases\.jsonl(\.gz)?$/,
  bar: 0.999,
  *compare(file) {
    for (const line of file.lines()) {
      const record = JSON.parse(line) as PipelineCase & Outcome;
      const { ok, output, stage, error_class, error } = record;
      const expected = ok ? { ok, output } : { ok, stage, error_class, error };
      const text = (value: unknown) => pythonJson(value as OutputValue, { ascii: false }).text;
      yield answerOf(record.path, text(expected), text(outcomeOf(record)));
    }
  },
};
