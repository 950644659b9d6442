import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createLintData } from '../../server/src/lint/lint-data.ts';
import { lintSigma } from '../../server/src/lint/linter.ts';
import { openDataFiles } from '../../server/src/node/data-files.ts';
import { parseSigma } from '../../server/src/sigma/parse-sigma.ts';

const root = `${import.meta.dirname}/../..`;
const snippets = JSON.parse(readFileSync(`${root}/snippets/sigma.json`, 'utf8')) as Record<string, { body: string[] }>;

const variables: Record<string, string> = {
  UUID: '7d0b7d1f-6a3f-4a55-9c0e-6d1b0a6b7c11',
  CURRENT_YEAR: '2026',
  CURRENT_MONTH: '01',
  CURRENT_DATE: '15',
};

/** What VS Code inserts when nothing is typed. */
function expand(body: readonly string[]): string {
  return body
    .join('\n')
    .replace(/\$\{\d+\|((?:\\.|[^\\|,])*)(?:\\.|[^\\|])*\|\}/g, '$1')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$([A-Z_]+)/g, (_, name: string) => variables[name] ?? '?')
    .replace(/\$\d/g, '')
    .replace(/\\(.)/g, '$1');
}

it.each(Object.entries(snippets))('the snippet "%s" starts a rule without findings', (_name, { body }) => {
  const text = expand(body);
  const data = createLintData(openDataFiles(`${root}/corpus`));
  const findings = lintSigma(parseSigma(text, { treatAsSigma: true }), { data });
  expect(findings.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  expect(text).toContain("Image|endswith: '\\powershell.exe'");
});
