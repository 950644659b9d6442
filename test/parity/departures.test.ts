import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDataFiles } from '../../server/src/node/data-files.ts';
import { toJsonValue } from '../../server/src/pipeline/output-value.ts';
import { quirks } from '../../server/src/pipeline/quirks.ts';
import { createConverter } from '../../server/src/services/convert.ts';

type Answer = { readonly ok: true; readonly output: unknown[] } | { readonly ok: false; readonly error: string };

interface Departure {
  readonly id: string;
  readonly target: string;
  readonly format: string;
  readonly pipelines: readonly string[];
  readonly pipelineText?: string;
  readonly rules: string;
  /** What the real pySigma 1.5.1 with its backends gives. */
  readonly pysigma: Answer;
  readonly ours: Answer;
}

const corpus = openDataFiles(join(import.meta.dirname, '../../corpus'));

const departures = readFileSync(join(import.meta.dirname, '../fixtures/departures.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Departure);

function answer({ target, format, pipelines, pipelineText, rules }: Departure, compat: boolean): Answer {
  const named = pipelines.map((name) => ({ name }));
  const own = pipelineText === undefined ? [] : [{ name: 'own', text: pipelineText }];
  const made = createConverter({ target, format, compat, pipelines: [...named, ...own] }, corpus);
  if ('trouble' in made) return { ok: false, error: made.trouble.errors?.[0]?.errorClass ?? made.trouble.code };
  const { record } = made.converter.convert('rules.yml', rules);
  return record.ok ? { ok: true, output: record.output.map(toJsonValue) } : { ok: false, error: record.error_class };
}

describe('departures from pySigma', () => {
  it('each have a case', () => {
    expect([...new Set(departures.map(({ id }) => id))].sort()).toEqual(quirks.map(({ id }) => id).sort());
  });

  it.each(departures)('$id: pySigma is reproduced when asked for ($target)', (departure) => {
    expect(answer(departure, true)).toEqual(departure.pysigma);
  });

  it.each(departures)('$id: else the query means what the rule says ($target)', (departure) => {
    expect(departure.ours).not.toEqual(departure.pysigma);
    expect(answer(departure, false)).toEqual(departure.ours);
  });
});
