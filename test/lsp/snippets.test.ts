import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { withAuthor } from '../../client/src/author.ts';
import { formatSigma } from '../../server/src/ide/format/format-sigma.ts';
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

const data = createLintData(openDataFiles(`${root}/corpus`));

function findings(text: string): string[] {
  return lintSigma(parseSigma(text, { treatAsSigma: true }), { data }).map(
    ({ code, message }) => `${code}: ${message}`,
  );
}

const isDocument = ({ body }: { readonly body: readonly string[] }) => body[0]?.startsWith('title: ') ?? false;
const documents = Object.entries(snippets).filter(([, snippet]) => isDocument(snippet));

it.each(documents)(
  'the snippet "%s" starts a document without findings, as the formatter leaves it',
  (_name, { body }) => {
    const text = expand(body);
    expect(findings(text)).toEqual([]);
    const parse = parseSigma(text);
    expect(formatSigma(parse).text).toBe(text);
    expect(parse.collection.rules).toHaveLength(1);
  },
);

it('a new rule has its values as they are to be', () => {
  expect(expand(snippets['Sigma rule']?.body ?? [])).toContain("Image|endswith: '\\powershell.exe'");
});

/** A rule around a part of one; `%` is where it is written. */
const frames: readonly (readonly [start: RegExp, frame: string])[] = [
  [/^(?:selection|keywords)/, 'title: A\nlogsource:\n    product: windows\ndetection:\n    %\n    condition: 1 of *'],
  [
    /^filter_main/,
    'title: A\nlogsource:\n    product: windows\ndetection:\n    %\n    condition: not 1 of filter_main_*',
  ],
  [/^logsource/, 'title: A\n%\ndetection:\n    a:\n        b: 1\n    condition: a'],
  [/^/, 'title: A\n%\nlogsource:\n    product: windows\ndetection:\n    a:\n        b: 1\n    condition: a'],
];

it.each(Object.entries(snippets).filter(([, snippet]) => !isDocument(snippet)))(
  'the snippet "%s" is a part of a rule',
  (_name, { body }) => {
    const part = expand(body).trimEnd();
    const frame = frames.find(([start]) => start.test(part))?.[1] as string;
    const indent = /^ *(?=%)/m.exec(frame)?.[0] ?? '';
    const text = frame.replace('%', () => part.replaceAll('\n', `\n${indent}`));
    const { collection } = parseSigma(text);
    expect(collection.collectedErrors).toEqual([]);
    expect(collection.rules).toHaveLength(1);
  },
);

it('the author of the settings stands in new documents', () => {
  const body = snippets['Sigma rule']?.body.join('\n') ?? '';
  expect(withAuthor(body, 'A. $1 {B}')).toContain('\nauthor: A. \\$1 {B\\}\n');
  expect(withAuthor(body, '')).toBe(body);
});
