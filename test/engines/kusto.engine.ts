/**
 * KQL through Microsoft's own parser: without tables every condition is read and, over its syntax tree, agrees with the evaluator;
 * with the tables of a pipeline the parser knows every column, operator and type in it.
 */
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openDataFiles } from '../../server/src/node/data-files.ts';
import { createConverter } from '../../server/src/services/convert.ts';
import type { Found } from './engine-client.ts';
import { kustoDeviations } from './kusto/kusto-deviations.ts';
import { searchKusto } from './kusto/kusto-evaluator.ts';
import { kustoChecker } from './kusto/kusto-language.ts';
import { tableSchemas } from './kusto/table-schemas.ts';
import { ask, expectAgreement, judge, type Question } from './outcome.ts';
import { chooseRules, planIndices, ruleTexts } from './rule-cases.ts';

const ruleCount = Number(process.env.ENGINE_RULES ?? 1200);
const texts = ruleTexts();

function answer({ plan, given, converted }: Question): Found {
  const numbers = new Set<number>();
  const events = given.events.map(({ event }) => event);
  for (const { text } of converted.queries) {
    const found = searchKusto(text, plan.fields, events);
    if ('refused' in found) return found;
    for (const number of found.numbers) numbers.add(number);
  }
  return { numbers };
}

describe('KQL', () => {
  it('means what the rules say', async () => {
    const asked = ask(planIndices(texts, chooseRules(texts, ruleCount), { withoutLists: true }), 'kusto', 'default');
    await setImmediate();
    expectAgreement('kusto.default', judge(asked, asked.questions.map(answer), kustoDeviations));
  });

  it.each(['microsoft_xdr', 'sentinel_asim', 'azure_monitor'])('is valid over the tables of %s', async (name) => {
    const check = kustoChecker(tableSchemas(name));
    const data = openDataFiles(join(import.meta.dirname, '..', '..', 'corpus'));
    const made = createConverter({ target: 'kusto', pipelines: [{ name }] }, data);
    if ('trouble' in made) throw new Error(made.trouble.message);
    const troubles: string[] = [];
    let queries = 0;
    for (const [path, text] of texts) {
      if (queries >= ruleCount / 3) break;
      for (const query of made.converter.convert(path, text).queries) {
        queries++;
        troubles.push(...check(query.text).map((trouble) => `${path}: ${trouble}\n${query.text}`));
      }
      await setImmediate();
    }
    console.log(`${name}: ${queries} queries, ${troubles.length} troubles`);
    expect(troubles.slice(0, 5)).toEqual([]);
    expect(queries).toBeGreaterThan(0);
  });
});
