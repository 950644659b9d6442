/** The catalogue of log sources against rules: the fields that they use are described. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadLogSources } from '../server/src/data/log-sources.ts';
import { openDataFiles } from '../server/src/node/data-files.ts';
import { parseSigma } from '../server/src/sigma/parse-sigma.ts';
import type { SigmaDetection } from '../server/src/sigma/rule/sigma-rule.ts';
import { hasOracle } from './harness/oracle.ts';
import { sigmaHqRules } from './harness/sigmahq-rules.ts';

const corpus = join(import.meta.dirname, '../corpus');
const table = loadLogSources(openDataFiles(corpus));

function fieldsOf({ items }: SigmaDetection): string[] {
  return items.flatMap((item) => (item.kind === 'item' ? (item.field ?? []) : fieldsOf(item)));
}

/** Fields that rules use, and those of them that their log source lacks. */
function compare(texts: Iterable<string>) {
  let uses = 0;
  const unknown: string[] = [];
  const sources: string[] = [];
  for (const text of texts)
    for (const rule of parseSigma(text).collection.rules) {
      if (rule.kind !== 'rule' || !rule.logsource || !rule.detection) continue;
      const { product, category, service } = rule.logsource;
      const found = table.matching({ product, category, service });
      if (found.length === 0) sources.push([product, category, service].join('|'));
      const known = new Set(found.flatMap((source) => [...source.fields.keys()]));
      const used = new Set([...rule.detection.detections.values()].flatMap(({ detection }) => fieldsOf(detection)));
      uses += used.size;
      unknown.push(...[...used].filter((field) => !known.has(field)));
    }
  return { uses, unknown, sources };
}

describe('fields that rules use', () => {
  it('are all described for the gold rules', () => {
    const names = readdirSync(join(corpus, 'gold'), { recursive: true, encoding: 'utf8' });
    const rules = names.filter((name) => name.endsWith('.yml') && !name.endsWith('.tests.yml'));
    const { uses, unknown, sources } = compare(rules.map((name) => readFileSync(join(corpus, 'gold', name), 'utf8')));
    expect(uses).toBeGreaterThan(200);
    expect(unknown).toEqual([]);
    expect(sources).toEqual([]);
  });

  it.skipIf(!hasOracle('sigmahq-rules.tar.gz'))('are nearly all described for SigmaHQ', () => {
    const { uses, unknown, sources } = compare(sigmaHqRules().values());
    expect(1 - unknown.length / uses).toBeGreaterThan(0.99);
    expect(sources.length).toBeLessThan(5);
  });
});
