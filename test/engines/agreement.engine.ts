/** The converted query, run by a real engine, and our evaluator agree on which events a rule matches. */
import { beforeAll, describe, inject, it } from 'vitest';
import { type ConvertedFile, conversionRecordLine } from '../../server/src/services/convert.ts';
import type { SigmaRule } from '../../server/src/sigma/rule/sigma-rule.ts';
import { esqlDeviations } from './deviations.ts';
import { esqlSearch, type Found, indexEvents, inParallel, type Search, searchAll } from './engine-client.ts';
import { ask, expectAgreement, judge, type NamedPipeline } from './outcome.ts';
import { chooseRules, type IndexPlan, planIndices, ruleTexts, throughPipeline } from './rule-cases.ts';

const engines = inject('engines');
/** How many rules take part; `ENGINE_RULES=5000` takes all. */
const ruleCount = Number(process.env.ENGINE_RULES ?? 1200);

/** Without a pipeline all rules; with one those that it is for. */
const lanes = [
  { name: 'without a pipeline', pipeline: undefined, count: ruleCount },
  { name: 'with ecs_windows', pipeline: 'ecs_windows', count: ruleCount / 3 },
] as const;

describe.skipIf('missing' in engines).each(lanes)('query and evaluator $name', ({ pipeline, count }) => {
  if ('missing' in engines) return;
  let plans: readonly IndexPlan[] = [];
  const named: NamedPipeline[] = pipeline ? [{ name: pipeline }] : [];
  const reported = (target: string, format: string) => [target, pipeline, format].filter(Boolean).join('.');

  beforeAll(async () => {
    const texts = ruleTexts();
    const adapt = pipeline && throughPipeline(pipeline);
    const isMeant = ({ logsource }: SigmaRule) => !pipeline || logsource?.product === 'windows';
    plans = planIndices(texts, chooseRules(texts, count, isMeant), {
      prefix: pipeline ?? 'events',
      ...(adapt ? { adapt } : {}),
    });
    for (const plan of plans)
      await Promise.all([indexEvents(engines.openSearch, plan), indexEvents(engines.elasticsearch, plan)]);
  });

  async function lucene(target: string, format: string, queriesOf: (converted: ConvertedFile) => readonly unknown[]) {
    if ('missing' in engines) return;
    const asked = ask(plans, target, format, () => named);
    const searches = asked.questions.map(({ given, converted }): Search => {
      const query = { bool: { should: queriesOf(converted) } };
      return { index: given.index, id: given.id, count: given.events.length, query };
    });
    expectAgreement(reported(target, format), judge(asked, await searchAll(engines.openSearch, searches)));
  }

  const queryString = ({ queries }: ConvertedFile) =>
    queries.map(({ text }) => ({ query_string: { query: text, analyze_wildcard: true } }));
  const searchBody = ({ record }: ConvertedFile) => {
    if (!record.ok) return [];
    const { output } = JSON.parse(conversionRecordLine(record)) as { output: { query: unknown }[] };
    return output.map(({ query }) => query);
  };

  it('agree in Lucene query strings (lucene)', () => lucene('lucene', 'default', queryString));
  it('agree in Lucene query strings (opensearch_lucene)', () => lucene('opensearch_lucene', 'default', queryString));
  it('agree in search bodies (lucene)', () => lucene('lucene', 'dsl_lucene', searchBody));
  it('agree in search bodies (opensearch_lucene)', () => lucene('opensearch_lucene', 'dsl_lucene', searchBody));

  it('agree in ES|QL', async () => {
    const asked = ask(plans, 'esql', 'default', ({ name }) => [...named, indexPipeline(name)]);
    const found = await inParallel(asked.questions, 4, async ({ given, converted }): Promise<Found> => {
      const numbers = new Set<number>();
      for (const { text } of converted.queries) {
        const own = `${text} | where starts_with(_id, "${given.id}-") | keep _id | limit 1000`;
        const answer = await esqlSearch(engines.elasticsearch, own);
        if ('refused' in answer) return answer;
        for (const number of answer.numbers) numbers.add(number);
      }
      return { numbers };
    });
    expectAgreement(reported('esql', 'default'), judge(asked, found, esqlDeviations));
  });
});

const indexPipeline = (index: string) => ({
  name: 'index',
  text: `name: index\npriority: 90\ntransformations:\n  - type: set_state\n    key: index\n    val: ${index}\n`,
});
