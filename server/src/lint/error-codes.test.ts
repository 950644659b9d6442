import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkNamesOf } from './check-names.ts';
import { errorCodes } from './error-codes.ts';
import { codeOfErrorClass } from './parse-errors.ts';
import { lintRules } from './rules/index.ts';

const source = join(import.meta.dirname, '..');

it('knows every class of error that YAML and Sigma name', () => {
  const texts = ['yaml', 'sigma'].flatMap((folder) =>
    readdirSync(join(source, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => readFileSync(join(source, folder, file), 'utf8')),
  );
  const classes = new Set(
    texts.flatMap((text) => [...text.matchAll(/'([A-Z][A-Za-z]*(?:Error|Limit))'/g)].map(([, name]) => name!)),
  );
  const known = new Set(errorCodes.map(({ code }) => code));
  expect([...classes].map(codeOfErrorClass).filter((code) => !known.has(code))).toEqual([]);
});

it('knows the ids of other linters that the inventory answers', () => {
  const inventory = JSON.parse(readFileSync(join(source, '../../test/inventory.json'), 'utf8')) as {
    source: string;
    id: string;
    ours?: string[];
  }[];
  const names = checkNamesOf(lintRules);
  const unknown = inventory.filter(
    ({ source, id, ours }) => source === 'rsigma' && ours && names.idsOf(id).length === 0,
  );
  expect(unknown.map(({ id }) => id)).toEqual([]);
});

it('tells each in a sentence', () => {
  for (const { code, summary } of errorCodes) expect(`${code} ${summary}`).toMatch(/^[a-z-]+ [A-Z'].+\.$/);
});
