import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parsePythonRegex } from '../../server/src/sigma/types/python-regex/parse-python-regex.ts';
import { searchers } from '../harness/regex-searchers.ts';

interface Case {
  readonly pattern: string;
  readonly flags: string;
  readonly texts: readonly string[];
  readonly error?: string;
  readonly class?: string;
  readonly groups?: number;
  /** `null` where Python took too long. */
  readonly found?: readonly (boolean | null)[];
}

/** Made by `node scripts/oracle/run.mjs regex --seed 4 --count 500 --save …`, which also makes longer runs. */
const cases: Case[] = readFileSync(join(import.meta.dirname, '../fixtures/python-regex.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

it('reads regular expressions as Python does, and every engine finds what Python finds', () => {
  const different = cases.flatMap((each): unknown[] => {
    const parsed = parsePythonRegex(each.pattern, each.flags);
    if ('error' in parsed) {
      return parsed.error === each.error && parsed.errorClass === each.class ? [] : [{ each, parsed }];
    }
    if (each.found === undefined || parsed.ast.groupCount !== each.groups) return [{ each, parsed }];
    return Object.entries(searchers(parsed.ast)).flatMap(([engine, search]) =>
      each.texts.flatMap((text, i) => {
        const wanted = each.found?.[i];
        const got = wanted === null ? undefined : search(text);
        return got === undefined || got === wanted ? [] : [{ pattern: each.pattern, text, engine, wanted, got }];
      }),
    );
  });
  expect(cases.length).toBeGreaterThan(100);
  expect(different).toEqual([]);
});
