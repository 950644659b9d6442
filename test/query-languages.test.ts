import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { backends } from '../server/src/convert/backends/index.ts';

const root = join(import.meta.dirname, '..');
const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  contributes: { languages: { id: string }[]; grammars: { language?: string; path: string }[] };
};
/** Languages that VS Code brings along, and those of which there is no grammar. */
const elsewhere = new Set(['yaml', 'logscale']);

it.each(backends.map(({ id, language }) => ({ id, language })))('queries of $id are highlighted', ({ language }) => {
  if (elsewhere.has(language)) return;
  expect(contributes.languages.map(({ id }) => id)).toContain(`sigmasmith-${language}`);
  expect(contributes.grammars.map((grammar) => grammar.language)).toContain(`sigmasmith-${language}`);
});

it('all seven query languages have a grammar', () => {
  const languages = new Set(contributes.grammars.map(({ language }) => language));
  for (const language of ['spl', 'kql', 'lucene', 'esql', 'eql', 'ppl', 'yaral'])
    expect(languages).toContain(`sigmasmith-${language}`);
});
