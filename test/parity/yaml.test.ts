/** We read YAML as PyYAML does: recorded answers of PyYAML 6.0.3, and (with `SIGMASMITH_ORACLE=1`) the real one on seeded edits. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../server/src/yaml/parse-yaml.ts';
import { canonicalValue, type PyYamlResult, readsAsPyYaml } from './canonical-yaml.ts';

const root = resolve(import.meta.dirname, '../..');
const records = readFileSync(resolve(root, 'test/fixtures/pyyaml.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as PyYamlResult & { text: string });

describe('PyYAML', () => {
  it('reads the recorded texts to the same values or errors', () => {
    const different = records
      .filter(({ circle }) => circle !== true)
      .filter((record) => !readsAsPyYaml(parseYaml(record.text), record))
      .map(({ text, documents, error }) => ({
        text,
        expected: error ?? documents,
        actual: parseYaml(text).error ?? parseYaml(text).documents.map((document) => canonicalValue(document.root)),
      }));
    expect(different).toEqual([]);
  });

  it('words its errors in the same way', () => {
    for (const { text, error } of records) {
      if (error !== null) expect(parseYaml(text).error?.message).toBe(error.text);
    }
  });

  it.runIf(process.env.SIGMASMITH_ORACLE === '1')(
    'reads seeded edits as the real one does',
    () => {
      const script = resolve(root, 'scripts/oracle/run.mjs');
      const output = execFileSync(process.execPath, [script, 'yaml', '--count', '5000'], { encoding: 'utf8' });
      expect(output).toContain('5000 texts, 0 different');
    },
    300_000,
  );
});
