/** Queries of EQL are valid after Elastic's grammar, and a model after its reference finds with them what the rules match. */
import { expect, it } from 'vitest';
import type { SigmaEvent } from '../../server/src/evaluate/sigma-event.ts';
import { ask, judge, type Question } from '../engines/outcome.ts';
import { chooseRules, type IndexPlan, planIndices, ruleTexts } from '../engines/rule-cases.ts';
import { Refused } from './query-models/boolean-query.ts';
import { eql } from './query-models/eql.ts';

/** Values as fields of the index's types hold them; others are kept out of it. */
function indexed(event: SigmaEvent, { fields }: IndexPlan): SigmaEvent {
  const values = Object.entries(event).map(([field, value]) => {
    const type = fields.get(field);
    if (value === null || type === undefined) return [field, null];
    if (type === 'long' || type === 'double') {
      const number = value === '' ? Number.NaN : Number(value);
      return [field, Number.isNaN(number) ? null : number];
    }
    if (type === 'boolean') return [field, value === true || value === 'true'];
    return [field, String(value)];
  });
  return Object.fromEntries(values) as SigmaEvent;
}

function answer({ plan, given, converted }: Question) {
  try {
    const conditions = converted.queries.map(({ text }) => eql(text));
    const found = given.events.flatMap(({ event }, number) =>
      conditions.some((condition) => condition(indexed(event, plan)) === true) ? [number] : [],
    );
    return { numbers: new Set(found) };
  } catch (error) {
    if (error instanceof Refused) return { refused: error.message };
    throw error;
  }
}

it('queries of EQL mean what the rules say', () => {
  const texts = ruleTexts();
  const asked = ask(planIndices(texts, chooseRules(texts, 400), { withoutLists: true }), 'eql', 'default');
  const outcome = judge(asked, asked.questions.map(answer));
  console.log(`eql: ${outcome.rules} rules, ${outcome.events} events, ${outcome.notConverted.length} not converted`);
  expect(outcome.refused.slice(0, 5)).toEqual([]);
  expect(outcome.unexplained.slice(0, 5)).toEqual([]);
  expect(outcome.rules).toBeGreaterThan(0);
});
