import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { departuresPage, renderDepartures } from './departures-page.ts';
import { featuresPage } from './features-page.ts';
import { rulePages } from './rule-pages.ts';

/** Writes the pages and removes those of checks that are gone. */
export function main(root: string): void {
  const pages = rulePages(root);
  const folder = join(root, 'docs/rules');
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (!pages.has(`docs/rules/${name}`)) rmSync(join(folder, name));
  for (const [path, text] of pages) writeFileSync(join(root, path), text);
  writeFileSync(join(root, departuresPage), renderDepartures());
  writeFileSync(join(root, 'docs/features.md'), featuresPage(root));
  console.log(`${pages.size} pages in docs/rules`);
}
