import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lintSigma } from '../server/src/lint/linter.ts';
import { refusedChecks } from '../server/src/lint/refused-checks.ts';
import { lintRules } from '../server/src/lint/rules/index.ts';
import { parseSigma } from '../server/src/sigma/parse-sigma.ts';
import { oraclePath } from './harness/oracle.ts';

/** What another linter reports, and what we report for it. */
interface Entry {
  readonly source: string;
  readonly id: string;
  /** Ids of our checks, or codes of errors; absent for checks that are refused. */
  readonly ours?: readonly string[];
  /** A text on which the error is reported. */
  readonly example?: string;
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

  it('are answered, or refused for a reason', () => {
    expect(entries.filter(({ ours }) => !ours?.length).map(({ id }) => id)).toEqual(refusedChecks);
  });

  it.each(entries.map((entry) => [`${entry.source} ${entry.id}`, entry] as const))('%s', (_name, entry) => {
    const { ours = [], example, fixable = false } = entry;
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

/** The tables of checks in what was found out about other tools, which need not be there. */
const peers = resolve(dirname(oraclePath('..')), 'docs/peers.md');

describe.skipIf(!existsSync(peers))('the tables of other tools', () => {
  it.each([
    ['rsigma', '### 2.1', '### 2.2'],
    ['pysigma', '### 2.2', '### 2.3'],
    ['sigmahq', '### 2.3', '### 2.4'],
  ])('of %s have no check that is not listed', (source, from, to) => {
    const text = readFileSync(peers, 'utf8');
    const table = text.slice(text.indexOf(from), text.indexOf(to));
    const ids = [...table.matchAll(/^\| \d+ \| `([a-z0-9_]+)`/gm)].map(([, id]) => id);
    const listed = new Set(entries.filter((entry) => entry.source === source).map(({ id }) => id));
    expect(ids.length).toBeGreaterThan(30);
    expect(ids.filter((id) => !listed.has(id as string))).toEqual([]);
  });

  it('of sigmalint have no check that is not listed', () => {
    const text = readFileSync(peers, 'utf8');
    const listed = new Set(entries.filter(({ source }) => source === 'sigmalint').map(({ id }) => id.toUpperCase()));
    const section = text.slice(text.indexOf('### 2.4'), text.indexOf('### 2.5'));
    const ids = [...section.matchAll(/\b((?:ATK|TAX|FP|META|RED|STY)\d{3}[ab]?)\b/g)].map(([, id]) => id as string);
    expect(ids.length).toBeGreaterThan(20);
    expect(ids.filter((id) => !listed.has(id.toUpperCase()))).toEqual([]);
  });
});

describe('ids of other linters', () => {
  it('are ours or aliases of them, where the check has a name of its own here', () => {
    const named = new Set(lintRules.flatMap(({ id, aliases = [] }) => [id, ...aliases]));
    const checks = entries.filter(({ source, ours = [] }) => source === 'rsigma' && ours.some(isCheck));
    expect(checks.map(({ id }) => id).filter((id) => !named.has(id))).toEqual([]);
  });
});
