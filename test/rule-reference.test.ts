import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rulePages } from '../scripts/docs/rule-pages.ts';
import { checkPages } from '../server/src/lint/check-page.ts';

const root = join(import.meta.dirname, '..');
const pages = rulePages(root);

it('has the page that each finding links to', () => {
  const linked = checkPages().map(({ url }) => `docs/${url.split('/docs/')[1]}`);
  expect(linked.filter((path) => !pages.has(path))).toEqual([]);
});

it('is up to date; `npm run docs` writes it anew', () => {
  const stale = [...pages].filter(([path, text]) => {
    const file = join(root, path);
    return !existsSync(file) || readFileSync(file, 'utf8') !== text;
  });
  expect(stale.map(([path]) => path)).toEqual([]);
  const written = readdirSync(join(root, 'docs/rules')).map((name) => `docs/rules/${name}`);
  expect(written.filter((path) => !pages.has(path))).toEqual([]);
});
