/** Departures from pySigma whose targets have an engine: on it, theirs is wrong about an event, and ours is right. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { compileRule } from '../../server/src/evaluate/compile-rule.ts';
import type { SigmaEvent } from '../../server/src/evaluate/sigma-event.ts';
import { parseSigma } from '../../server/src/sigma/parse-sigma.ts';
import { esqlSearch, type Found, indexEvents, searchAll } from './engine-client.ts';
import { fieldTypes, type IndexPlan } from './rule-cases.ts';

type Answer = { readonly ok: true; readonly output: string[] } | { readonly ok: false };

interface Departure {
  readonly id: string;
  readonly target: string;
  readonly rules: string;
  readonly pysigma: Answer;
  readonly ours: Answer;
  readonly event?: SigmaEvent;
}

const engines = inject('engines');

const cases = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'departures.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Departure)
  .filter(({ target, event }) => event !== undefined && /lucene|esql/.test(target))
  .map((departure, number) => ({ ...departure, number }));

type Case = (typeof cases)[number];

const indexOf = ({ number }: Case) => `departure-${number}`;

describe.skipIf('missing' in engines)('departures', () => {
  if ('missing' in engines) return;

  async function ask(departure: Case, answer: Answer): Promise<boolean | 'refused'> {
    if ('missing' in engines || !answer.ok) return 'refused';
    const index = indexOf(departure);
    const found: Found[] = await Promise.all(
      answer.output.map(async (text) => {
        if (departure.target === 'esql')
          return esqlSearch(engines.elasticsearch, `${text.replace('from *', `from ${index}`)} | keep _id`);
        const query = { query_string: { query: text, analyze_wildcard: true } };
        return (await searchAll(engines.openSearch, [{ index, id: departure.number, count: 1, query }]))[0] as Found;
      }),
    );
    if (found.some((one) => 'refused' in one)) return 'refused';
    return found.some((one) => 'numbers' in one && one.numbers.has(0));
  }

  it.each(cases)('$id ($target)', async (departure) => {
    const { rules, event = {}, number, target, pysigma, ours } = departure;
    const [rule] = parseSigma(rules, { treatAsSigma: true }).collection.rules;
    if (rule?.kind !== 'rule') throw new Error('There is no rule.');
    const expected = compileRule(rule).match(event).matched;
    const plan: IndexPlan = {
      name: indexOf(departure),
      fields: fieldTypes(rule),
      cases: [
        {
          ...{ id: number, path: '', text: rules, rule, index: indexOf(departure) },
          ...{ events: [{ aim: 'shows what is wrong', event }], expected: [expected] },
        },
      ],
    };
    await indexEvents(target === 'esql' ? engines.elasticsearch : engines.openSearch, plan);
    expect(await ask(departure, pysigma)).not.toBe(expected);
    if (ours.ok) expect(await ask(departure, ours)).toBe(expected);
  });
});
