/** Completion, hover and signature help in documents as they are while somebody types: cut off and broken at any place of real rules. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { complete } from '../../server/src/ide/completion/complete.ts';
import { toCompletionList } from '../../server/src/ide/completion/to-completion-list.ts';
import { hover } from '../../server/src/ide/hover.ts';
import { signatureHelp } from '../../server/src/ide/signature-help.ts';
import { createLintData } from '../../server/src/lint/lint-data.ts';
import { openDataFiles } from '../../server/src/node/data-files.ts';
import { parseSigma } from '../../server/src/sigma/parse-sigma.ts';
import { summarizeRules } from '../../server/src/workspace/rule-summary.ts';
import { createWorkspaceIndex } from '../../server/src/workspace/workspace-index.ts';
import { hasOracle } from '../harness/oracle.ts';
import { randomNumbers } from '../harness/random.ts';
import { sigmaHqRules } from '../harness/sigmahq-rules.ts';

const corpus = join(import.meta.dirname, '../../corpus');
const data = createLintData(openDataFiles(corpus), '2026-01-01');
const gold = readdirSync(join(corpus, 'gold'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yml') && !name.endsWith('.tests.yml'))
  .map((name) => readFileSync(join(corpus, 'gold', name), 'utf8'));
const workspace = createWorkspaceIndex();
for (const [index, text] of gold.entries()) workspace.set(`/rules/${index}.yml`, summarizeRules(parseSigma(text)));
const input = { data, workspace, today: '2026-01-01', newId: () => '11111111-2222-4333-8444-555555555555' };

/** Asks everything at a place; what is answered lies where it may. */
function askAt(text: string, offset: number): void {
  const document = TextDocument.create('file:///rules/open.yml', 'sigma', 1, text);
  const found = complete(text, offset, input);
  for (const { label, span, insert } of found.items) {
    const isAround = span.start <= offset && offset <= span.end && span.end <= text.length;
    const isOneLine = !/[\r\n]/.test(text.slice(span.start, span.end));
    if (!isAround || !isOneLine || insert === '')
      expect({ label, span, text, offset }).toBe('a span around the cursor');
  }
  toCompletionList(found, document);
  for (const item of found.items.slice(0, 3)) item.doc?.();
  signatureHelp(text, offset, input);
}

function hoverAt(text: string, offsets: readonly number[]): void {
  const document = TextDocument.create('file:///rules/open.yml', 'sigma', 1, text);
  const parse = parseSigma(text, { treatAsSigma: true });
  for (const offset of offsets) hover(parse, document, document.positionAt(offset), { data, workspace });
}

function lineEnds(text: string): number[] {
  return [...text.matchAll(/\n/g)].map(({ index }) => index);
}

const breakages: readonly ((text: string, at: number) => string)[] = [
  (text, at) => text.slice(0, at),
  (text, at) => `${text.slice(0, at)}'${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}"${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}[${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}{a: ${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}\n\t- ${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}|${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}: ${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}\n---\n${text.slice(at)}`,
  (text, at) => text.replaceAll('\n', '\r\n').slice(0, at),
];

describe('documents that are being written', () => {
  it('are cut off behind every line of the gold rules', { timeout: 120_000 }, () => {
    for (const text of gold) for (const at of lineEnds(text)) askAt(text.slice(0, at), at);
  });

  it('have the cursor at every character of a rule', { timeout: 120_000 }, () => {
    const text = gold[0] as string;
    for (let at = 0; at <= text.length; at++) askAt(text, at);
    hoverAt(
      text,
      Array.from({ length: text.length }, (_, at) => at),
    );
  });

  it('are broken somewhere', { timeout: 120_000 }, () => {
    const random = randomNumbers(7);
    for (const text of gold)
      for (const breakage of breakages) {
        const at = random.below(text.length);
        const broken = breakage(text, at);
        const places = [Math.min(at, broken.length), Math.min(at + 1, broken.length), random.below(broken.length + 1)];
        for (const place of places) askAt(broken, place);
        hoverAt(broken, places);
      }
  });

  it.skipIf(!hasOracle('sigmahq-rules.tar.gz'))('are of SigmaHQ', { timeout: 300_000 }, () => {
    const random = randomNumbers(11);
    for (const text of sigmaHqRules().values()) {
      if (text.length > 30_000) continue;
      const at = random.below(text.length);
      const broken = random.oneOf(breakages)(text, at);
      const place = Math.min(at + random.below(3), broken.length);
      askAt(broken, place);
      hoverAt(broken, [place]);
    }
  });
});
