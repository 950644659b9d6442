/** The converted query, run by a real engine, and our evaluator agree on which events a rule matches. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { openDataFiles } from '../../server/src/node/data-files.ts';
import { type ConvertedFile, conversionRecordLine, createConverter } from '../../server/src/services/convert.ts';
import { explain, refusals } from './deviations.ts';
import { esqlSearch, type Found, indexEvents, inParallel, type Search, searchAll } from './engine-client.ts';
import { chooseRules, type IndexPlan, logsourceOf, planIndices, type RuleCase, ruleTexts } from './rule-cases.ts';

const root = join(import.meta.dirname, '..', '..');
const engines = inject('engines');
/** How many rules take part; `ENGINE_RULES=5000` takes all. */
const ruleCount = Number(process.env.ENGINE_RULES ?? 1200);
const data = openDataFiles(join(root, 'corpus'));

interface Disagreement {
  readonly path: string;
  readonly aim: string;
  readonly event: unknown;
  readonly rule: boolean;
  readonly query: string;
}

interface Outcome {
  readonly rules: number;
  readonly events: number;
  readonly sources: number;
  readonly notConverted: string[];
  readonly refused: { readonly path: string; readonly reason: string; readonly query: string }[];
  readonly explained: Map<string, number>;
  /** Rules whose deviation no notice of the conversion tells. */
  readonly untold: string[];
  readonly unexplained: Disagreement[];
}

let plans: readonly IndexPlan[] = [];

interface Question {
  readonly given: RuleCase;
  readonly converted: ConvertedFile;
  readonly text: string;
}

function converter(target: string, format: string, pipelines: { name: string; text: string }[] = []) {
  const made = createConverter({ target, format, pipelines }, data);
  if ('trouble' in made) throw new Error(made.trouble.message);
  return made.converter;
}

function questions(
  target: string,
  format: string,
  notConverted: string[],
  pipelines = (_plan: IndexPlan): { name: string; text: string }[] => [],
): Question[] {
  return plans.flatMap((plan) => {
    const { convert } = converter(target, format, pipelines(plan));
    return plan.cases.flatMap((given) => {
      const converted = convert(given.path, given.text);
      if (!converted.record.ok) {
        notConverted.push(`${given.path}: ${converted.record.error_class}`);
        return [];
      }
      return [{ given, converted, text: converted.queries.map(({ text }) => text).join('\n') }];
    });
  });
}

function judge(asked: readonly Question[], found: readonly Found[], notConverted: string[]): Outcome {
  const outcome: Outcome = {
    rules: 0,
    events: 0,
    sources: new Set(asked.map(({ given }) => logsourceOf(given.rule))).size,
    notConverted,
    refused: [],
    explained: new Map(),
    untold: [],
    unexplained: [],
  };
  let [rules, events] = [0, 0];
  for (const [index, { given, converted, text }] of asked.entries()) {
    const answer = found[index] as Found;
    const told = new Set(converted.queries.flatMap(({ notices }) => notices.map(({ code }) => code)));
    if ('refused' in answer) {
      const known = refusals.find((refusal) => refusal.answer.test(answer.refused) && told.has(refusal.notice));
      if (known) count(outcome, `refused (${known.id})`);
      else outcome.refused.push({ path: given.path, reason: answer.refused.slice(0, 500), query: text.slice(0, 500) });
      continue;
    }
    rules++;
    events += given.events.length;
    judgeRule(given, answer.numbers, told, text, outcome);
  }
  return { ...outcome, rules, events };
}

function judgeRule(
  given: RuleCase,
  numbers: ReadonlySet<number>,
  told: ReadonlySet<string>,
  query: string,
  outcome: Outcome,
): void {
  const plan = plans.find(({ name }) => name === given.index) as IndexPlan;
  for (const [number, { aim, event }] of given.events.entries()) {
    const found = numbers.has(number);
    const expected = given.expected[number] as boolean;
    if (found === expected) continue;
    const reasons = told.has('regex_unsupported') ? [] : explain(given, number, found, plan);
    if (!reasons) {
      outcome.unexplained.push({ path: given.path, aim, event, rule: expected, query });
      continue;
    }
    count(outcome, reasons.map(({ id }) => id).join(' and ') || 'regex');
    const missing = reasons.find(({ notice }) => notice !== undefined && !told.has(notice));
    if (missing) outcome.untold.push(`${given.path}: ${missing.notice}`);
  }
}

function count({ explained }: Outcome, reason: string): void {
  explained.set(reason, (explained.get(reason) ?? 0) + 1);
}

function report(name: string, outcome: Outcome): void {
  const { rules, events, sources, notConverted, refused, explained, untold, unexplained } = outcome;
  const folder = join(root, 'artifacts', 'reports', 'engines');
  mkdirSync(folder, { recursive: true });
  const plain = { ...outcome, explained: Object.fromEntries(explained) };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(plain, null, 1));
  const reasons = [...explained].map(([reason, count]) => `${reason} ${count}`).join(', ');
  console.log(
    `${name}: ${rules} rules of ${sources} log sources, ${events} events; deviations: ${reasons || 'none'}; ` +
      `${notConverted.length} not converted, ${refused.length} refused, ${untold.length} untold, ${unexplained.length} unexplained`,
  );
}

describe.skipIf('missing' in engines)('query and evaluator', () => {
  if ('missing' in engines) return;

  beforeAll(async () => {
    const texts = ruleTexts();
    plans = planIndices(texts, chooseRules(texts, ruleCount));
    for (const plan of plans)
      await Promise.all([indexEvents(engines.openSearch, plan), indexEvents(engines.elasticsearch, plan)]);
  });

  async function lucene(target: string, format: string, queriesOf: (converted: ConvertedFile) => readonly unknown[]) {
    if ('missing' in engines) return;
    const notConverted: string[] = [];
    const asked = questions(target, format, notConverted);
    const searches = asked.map(({ given, converted }): Search => {
      const query = { bool: { should: queriesOf(converted) } };
      return { index: given.index, id: given.id, count: given.events.length, query };
    });
    const outcome = judge(asked, await searchAll(engines.openSearch, searches), notConverted);
    report(`${target}.${format}`, outcome);
    expect(outcome.refused).toEqual([]);
    expect(outcome.unexplained).toEqual([]);
    expect(outcome.untold).toEqual([]);
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
    const notConverted: string[] = [];
    const asked = questions('esql', 'default', notConverted, ({ name }) => [indexPipeline(name)]);
    const found = await inParallel(asked, 4, async ({ given, converted }): Promise<Found> => {
      const numbers = new Set<number>();
      for (const { text } of converted.queries) {
        const own = `${text} | where starts_with(_id, "${given.id}-") | keep _id | limit 1000`;
        const answer = await esqlSearch(engines.elasticsearch, own);
        if ('refused' in answer) return answer;
        for (const number of answer.numbers) numbers.add(number);
      }
      return { numbers };
    });
    const outcome = judge(asked, found, notConverted);
    report('esql.default', outcome);
    expect(outcome.refused).toEqual([]);
    expect(outcome.unexplained).toEqual([]);
    expect(outcome.untold).toEqual([]);
  });
});

const indexPipeline = (index: string) => ({
  name: 'index',
  text: `name: index\npriority: 1\ntransformations:\n  - type: set_state\n    key: index\n    val: ${index}\n`,
});
