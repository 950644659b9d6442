import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { departuresPage, renderDepartures } from '../../scripts/docs/departures-page.ts';
import { applyPipeline } from '../../server/src/evaluate/apply-pipeline.ts';
import { compileRule } from '../../server/src/evaluate/compile-rule.ts';
import type { SigmaEvent } from '../../server/src/evaluate/sigma-event.ts';
import { openDataFiles } from '../../server/src/node/data-files.ts';
import { BuiltinPipelines } from '../../server/src/pipeline/builtin/index.ts';
import { toJsonValue } from '../../server/src/pipeline/output-value.ts';
import type { ProcessingPipeline } from '../../server/src/pipeline/processing-pipeline.ts';
import { quirks } from '../../server/src/pipeline/quirks.ts';
import { createConverter } from '../../server/src/services/convert.ts';
import { parseSigma } from '../../server/src/sigma/parse-sigma.ts';
import type { SigmaRule } from '../../server/src/sigma/rule/sigma-rule.ts';
import { searchKusto } from '../engines/kusto/kusto-evaluator.ts';
import { kustoChecker } from '../engines/kusto/kusto-language.ts';
import { tableSchemas } from '../engines/kusto/table-schemas.ts';
import { fieldTypes } from '../engines/rule-cases.ts';
import { searchModel } from './query-models/query-models.ts';

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
  /** On which theirs is wrong. */
  readonly event?: SigmaEvent;
  /** Instead of an event, where the matter is not which events are found: a pattern that theirs has and ours has not, and what follows. */
  readonly wrong?: string;
  readonly because?: string;
}

/** Their queries run on the real engines (`npm run test:engines`). */
const engineTargets: readonly string[] = ['lucene', 'opensearch_lucene', 'esql'];

const corpus = openDataFiles(join(import.meta.dirname, '../../corpus'));

const departures = readFileSync(join(import.meta.dirname, '../fixtures/departures.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Departure);

function converted({ target, format, pipelines, pipelineText, rules }: Departure, compat: boolean) {
  const named = pipelines.map((name) => ({ name }));
  const own = pipelineText === undefined ? [] : [{ name: 'own', text: pipelineText }];
  const made = createConverter({ target, format, compat, pipelines: [...named, ...own] }, corpus);
  return 'trouble' in made ? made : made.converter.convert('rules.yml', rules);
}

function answer(departure: Departure, compat: boolean): Answer {
  const made = converted(departure, compat);
  if ('trouble' in made) return { ok: false, error: made.trouble.errors?.[0]?.errorClass ?? made.trouble.code };
  const { record } = made;
  return record.ok ? { ok: true, output: record.output.map(toJsonValue) } : { ok: false, error: record.error_class };
}

/** The rule, fitted to the target's fields where a pipeline of the program does that. */
function fittedRule({ rules, pipelines }: Departure): SigmaRule {
  const [rule] = parseSigma(rules, { treatAsSigma: true }).collection.rules;
  if (rule?.kind !== 'rule') throw new Error('The first rule of a case with an event must be no correlation.');
  return pipelines.reduce((current, name) => {
    const pipeline = new BuiltinPipelines(corpus).get(name);
    const { processed } = applyPipeline([current], pipeline as ProcessingPipeline, () => []);
    return (processed.get(current) as SigmaRule | undefined) ?? current;
  }, rule);
}

/** What the rule itself says of the event. */
function expected(departure: Departure): boolean {
  return compileRule(fittedRule(departure)).match(departure.event ?? {}).matched;
}

const kustoTables = (pipelines: readonly string[]) =>
  pipelines[0] === undefined ? new Map([['Events', new Map([['A', 'string']])]]) : tableSchemas(pipelines[0]);

/** Whether one of the queries finds the event; a refused one finds nothing, whatever the rule says. */
function found(departure: Departure, queries: readonly unknown[]): boolean | 'refused' {
  const { target, pipelines, event = {} } = departure;
  const answers = queries.map((query) => {
    const text = String(query);
    if (target !== 'kusto') return searchModel(target, text, event);
    const whole = pipelines.length > 0 ? text : `Events\n| where ${text}`;
    // Depth and columns are the business of the whole analysis.
    if ((pipelines.length > 0 || text.length > 5000) && kustoChecker(kustoTables(pipelines))(whole).length > 0)
      return 'refused';
    const answer = searchKusto(text.replace(/^\w+\n\| where /, ''), fieldTypes(fittedRule(departure)), [event]);
    return 'refused' in answer ? 'refused' : answer.numbers.has(0);
  });
  return answers.includes('refused') ? 'refused' : answers.includes(true);
}

describe('what is wrong with pySigma, on an event', () => {
  it.each(quirks)('$id has a case that shows it', ({ id }) => {
    const cases = departures.filter((departure) => departure.id === id);
    const shown = cases.filter(({ event, wrong, pysigma }) => event ?? wrong ?? (pysigma.ok ? undefined : 'no query'));
    expect(shown.length).toBeGreaterThan(0);
  });

  const onEvents = departures.filter(({ event, target }) => event !== undefined && !engineTargets.includes(target));

  it.each(onEvents)('$id: theirs is wrong ($target)', (departure) => {
    const { pysigma } = departure;
    if (!pysigma.ok || pysigma.output.length === 0) expect(expected(departure)).toBe(true);
    else expect(found(departure, pysigma.output)).not.toBe(expected(departure));
  });

  it.each(onEvents.filter(({ ours }) => ours.ok))('$id: ours is right ($target)', (departure) => {
    const { ours } = departure;
    if (ours.ok) expect(found(departure, ours.output)).toBe(expected(departure));
  });

  it.each(departures.filter(({ wrong }) => wrong !== undefined))(
    '$id: theirs has what it must not ($target)',
    (departure) => {
      const { wrong = '', because = '', pysigma, ours } = departure;
      expect(because).not.toBe('');
      expect(JSON.stringify(pysigma)).toMatch(new RegExp(wrong, 's'));
      expect(JSON.stringify(ours)).not.toMatch(new RegExp(wrong, 's'));
    },
  );
});

describe('departures from pySigma', () => {
  it('are on their page (npm run docs)', () => {
    const page = readFileSync(join(import.meta.dirname, '../..', departuresPage), 'utf8');
    expect(page).toBe(renderDepartures());
  });

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

  /** Where there is no query of ours that a notice could stand with. */
  const withoutNotice = ['no-query', 'chained-correlation-output', 'nested-postprocessing'];

  it.each(departures.filter(({ ours, id }) => ours.ok && !withoutNotice.includes(id)))(
    '$id: a notice tells it ($target)',
    (departure) => {
      const made = converted(departure, false);
      const notices = 'trouble' in made ? [] : made.queries.flatMap((query) => query.notices);
      const told = notices.filter(({ code }) => code === 'departs_from_pysigma').map(({ message }) => message);
      expect(told.filter((message) => message.includes(`(${departure.id})`))).not.toEqual([]);
    },
  );

  it.each(departures)('$id: nothing is told of it where pySigma is reproduced ($target)', (departure) => {
    const made = converted(departure, true);
    const notices = 'trouble' in made ? [] : made.queries.flatMap((query) => query.notices);
    expect(notices.map(({ code }) => code)).not.toContain('departs_from_pysigma');
  });
});
