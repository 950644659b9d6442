/** The formatter on many rules and on random edits of them: values stay, a second run changes nothing. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { formatSigma } from '../server/src/ide/format/format-sigma.ts';
import { parseSigma } from '../server/src/sigma/parse-sigma.ts';
import { hasOracle } from './harness/oracle.ts';
import { sigmaHqRules } from './harness/sigmahq-rules.ts';

const gold = join(import.meta.dirname, '../corpus/gold');
const goldRules = readdirSync(gold, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yml') && !file.endsWith('.tests.yml'))
  .map((file) => readFileSync(join(gold, file), 'utf8'));

/** The values as another YAML parser reads them, keys sorted; `undefined` where that parser refuses the text. */
function values(text: string): string | undefined {
  const documents = parseAllDocuments(text, { version: '1.1', uniqueKeys: false, schema: 'failsafe' });
  const all = [...documents];
  if (all.some(({ errors }) => errors.length > 0)) return undefined;
  return JSON.stringify(all.map((document) => sorted(document.toJS({ mapAsMap: true, maxAliasCount: -1 }))));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!(value instanceof Map)) return value;
  return [...value]
    .map(([key, each]) => [String(key), sorted(each)])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}

/** Formats, and says what became of the text; fails when a value or a comment's line was lost, or a second run changes more. */
function proved(text: string): 'unchanged' | 'changed' | 'refused' {
  const { text: formatted, edits, refusal } = formatSigma(parseSigma(text, { treatAsSigma: true }));
  if (refusal) {
    expect(refusal.message).not.toContain('report');
    expect({ formatted, edits }).toEqual({ formatted: text, edits: [] });
    return 'refused';
  }
  let edited = text;
  for (const { span, newText } of [...edits].reverse())
    edited = edited.slice(0, span.start) + newText + edited.slice(span.end);
  expect(edited).toBe(formatted);
  const before = values(text);
  if (before !== undefined) expect(values(formatted)).toBe(before);
  expect(formatSigma(parseSigma(formatted, { treatAsSigma: true })).text).toBe(formatted);
  return formatted === text ? 'unchanged' : 'changed';
}

/** Edits of people and of accidents: the words put in, and how much is taken out. */
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  take: fc.constantFrom(0, 0, 1, 4, 40),
  put: fc.constantFrom(
    ...[
      '\n',
      '\n\n\n',
      '# c\n',
      '\n    # c\n',
      ' # c\n',
      '  ',
      '"',
      "'",
      ':',
      '- ',
      '[',
      '{',
      ' &a ',
      ' *a',
      '? ',
      '---\n',
    ],
    ...['\ndescription: |+\n  a\n\n\n', '\nlevel: >-\n  a\n   b\n', '\r\n', 'x: "a\\\n  b"\n', '\t', '', '!!str '],
  ),
});

const halfIndented = (text: string) => text.replace(/^ +/gm, (blanks) => blanks.slice(blanks.length / 2));
const outdentedLists = (text: string) => text.replace(/^( {4,})- /gm, (_, blanks: string) => `${blanks.slice(4)}- `);

describe('the formatter', () => {
  it('leaves gold rules as they are, also when their indentation or line ends were others', () => {
    for (const rule of goldRules) {
      expect(proved(rule)).toBe('unchanged');
      const restored = formatSigma(parseSigma(halfIndented(rule))).text;
      if (!/[|>][+-]?\d?\n/.test(rule)) expect(restored).toBe(rule);
      expect(proved(rule.replaceAll('\n', '\r\n'))).toBe('unchanged');
    }
  });

  it('keeps the values of rules under random edits', () => {
    const rule = fc.constantFrom(...goldRules);
    const style = fc.constantFrom((text: string) => text, halfIndented, outdentedLists);
    const seen = new Set<string>();
    fc.assert(
      fc.property(rule, style, fc.array(edit, { maxLength: 4 }), (original, restyle, edits) => {
        let text = restyle(original);
        for (const { at, take, put } of edits) {
          const offset = Math.floor(at * text.length);
          text = text.slice(0, offset) + put + text.slice(offset + take);
        }
        seen.add(proved(text));
      }),
      { numRuns: 1500, seed: 7 },
    );
    expect([...seen].sort()).toEqual(['changed', 'refused', 'unchanged']);
  });

  it.runIf(hasOracle('sigmahq-rules.tar.gz'))('changes little in the rules of SigmaHQ', { timeout: 60_000 }, () => {
    const counts = { unchanged: 0, changed: 0, refused: 0 };
    for (const text of sigmaHqRules().values()) counts[proved(text)]++;
    expect(counts.refused).toBe(0);
    expect(counts.unchanged / (counts.unchanged + counts.changed)).toBeGreaterThan(0.94);
  });
});
