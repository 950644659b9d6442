import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { featuresPage, readFeatures } from '../scripts/docs/features-page.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** Whether a file of tests has one with these words in its title. */
function hasTest(place: string): boolean {
  const [, path = '', words = ''] = /^(.*?): (.+)$/.exec(place) ?? [];
  return path !== '' && read(path).includes(words);
}

it.each(readFeatures(root))('$area, $feature: is tested through the protocol and in VS Code', ({ test, endToEnd }) => {
  expect(hasTest(test), test).toBe(true);
  expect(hasTest(endToEnd), endToEnd).toBe(true);
});

it('docs/features.md is what npm run docs makes', () => {
  expect(read('docs/features.md')).toBe(featuresPage(root));
});
