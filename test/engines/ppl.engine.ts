/** PPL through OpenSearch's own grammar: every query of the default mode is read without an error. */
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openDataFiles } from '../../server/src/node/data-files.ts';
import { createConverter } from '../../server/src/services/convert.ts';
import { hasPplGrammar, pplReader } from './ppl/ppl-grammar.ts';
import { chooseRules, ruleTexts } from './rule-cases.ts';

/** The tables of the grammar are slow: an eighth of the rules that the engines get. */
const ruleCount = Number(process.env.ENGINE_RULES ?? 1200) / 8;

const correlation = (type: string, more: string) =>
  ['x', 'y']
    .map(
      (value) =>
        `title: ${value}\nname: ${value}\nlogsource: {product: windows}\ndetection: {s: {'a b': ${value}}, condition: s}\n`,
    )
    .concat(
      `title: C\ncorrelation: {type: ${type}, rules: [x, y], group-by: [g, 'h i'], timespan: 5m${more}}\nlevel: high\n`,
    )
    .join('---\n');

const special = [
  ['correlation of counts', correlation('event_count', ', condition: {gte: 2}')],
  ['correlation of values', correlation('value_count', ', condition: {gte: 2, field: u}')],
  ['temporal correlation', correlation('temporal', '')],
  [
    'values of every kind',
    `title: T
logsource: {product: windows}
detection:
  keywords: ['a "b" \\c', 'd*e', 5]
  s:
    'a b|re': '^\\d+"x''y$'
    c.d|contains: ['it''s', '"q"', 'C:\\x\\', '100%', 'a_b']
    e: [1, 2]
    g: null
    h|exists: true
    i|cidr: 10.0.0.0/8
    j|gte: 5
    k|fieldref: l
    m: 'a?c*'
    where: x
  condition: keywords or not s
`,
  ],
] as const;

if (!hasPplGrammar)
  console.log(
    "\nSKIPPED: PPL is not checked: OpenSearch's grammar is not beside the repository (see SIGMASMITH_SHARED).\n",
  );

describe.skipIf(!hasPplGrammar)('PPL', () => {
  it('is read by the grammar', async () => {
    const read = pplReader();
    const texts = ruleTexts();
    const chosen = chooseRules(texts, ruleCount).map(([path]): [string, string] => [path, texts.get(path) ?? '']);
    const made = createConverter(
      { target: 'open_search_ppl' },
      openDataFiles(join(import.meta.dirname, '..', '..', 'corpus')),
    );
    if ('trouble' in made) throw new Error(made.trouble.message);
    const troubles: string[] = [];
    let queries = 0;
    for (const [path, text] of [...special, ...chosen]) {
      const converted = made.converter.convert(path, text);
      if (special.some(([name]) => name === path) && !converted.record.ok)
        troubles.push(`${path}: ${converted.record.error}`);
      for (const query of converted.queries) {
        queries++;
        const tree = read(query.text);
        if ('refused' in tree) troubles.push(`${path}: ${tree.refused}\n${query.text.slice(0, 500)}`);
      }
      await setImmediate();
    }
    console.log(`open_search_ppl: ${queries} queries, ${troubles.length} troubles`);
    expect(troubles).toEqual([]);
    expect(queries).toBeGreaterThan(special.length);
  });
});
