import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lintSigma } from '../server/src/lint/linter.ts';
import { lintRules } from '../server/src/lint/rules/index.ts';
import { parseSigma } from '../server/src/sigma/parse-sigma.ts';

/** What another linter reports, and what we report for it. */
interface Entry {
  readonly source: string;
  readonly id: string;
  /** Ids of our checks, or codes of errors. */
  readonly ours?: readonly string[];
  /** A text on which the error is reported. */
  readonly example?: string;
  /** Why nothing here answers to it. */
  readonly reason?: string;
  /** The other linter offers a fix. */
  readonly fixable?: boolean;
}

const entries = JSON.parse(readFileSync(join(import.meta.dirname, 'inventory.json'), 'utf8')) as Entry[];
const rules = new Map(lintRules.map((rule) => [rule.id, rule]));
const isCheck = (id: string) => rules.has(id);

function findingsOf(text: string) {
  return lintSigma(parseSigma(text, { treatAsSigma: true }));
}

function hasFixedExample(id: string): boolean {
  const index = readFileSync(join(import.meta.dirname, '../server/src/lint/rules/index.ts'), 'utf8');
  const path = new RegExp(`'\\./(\\w+/${id})\\.ts'`).exec(index)?.[1];
  const page = readFileSync(join(import.meta.dirname, `../server/src/lint/rules/${path}.md`), 'utf8');
  return page.includes('```yaml fixed');
}

describe('the checks of other linters', () => {
  it('are each listed once', () => {
    const names = entries.map(({ source, id }) => `${source} ${id}`);
    expect(names).toEqual([...new Set(names)]);
    const counts = new Map<string, number>();
    for (const { source } of entries) counts.set(source, (counts.get(source) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual({
      rsigma: 88,
      sigmalint: 27,
      'vscode-sigma': 19,
      pysigma: 31,
      sigmahq: 49,
    });
  });

  it.each(entries.map((entry) => [`${entry.source} ${entry.id}`, entry] as const))('%s', (_name, entry) => {
    const { ours = [], example, reason, fixable = false } = entry;
    if (ours.length === 0) expect(reason).toMatch(/\w{3}/);
    const errors = ours.filter((id) => !isCheck(id));
    if (errors.length === 0) expect(example).toBeUndefined();
    else {
      const found = findingsOf(example ?? '');
      expect(found.map(({ code }) => code)).toEqual(expect.arrayContaining(errors));
      if (fixable) expect(found.some(({ fixes = [] }) => fixes.length > 0)).toBe(true);
    }
    if (fixable) for (const id of ours.filter(isCheck)) expect(hasFixedExample(id)).toBe(true);
  });
});

describe('ids of other linters', () => {
  it('are ours or aliases of them, where the check has a name of its own here', () => {
    const named = new Set(lintRules.flatMap(({ id, aliases = [] }) => [id, ...aliases]));
    const checks = entries.filter(({ source, ours = [] }) => source === 'rsigma' && ours.some(isCheck));
    expect(checks.map(({ id }) => id).filter((id) => !named.has(id))).toEqual([]);
  });
});
