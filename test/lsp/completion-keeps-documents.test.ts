/** Every suggestion at many places of real documents: accepted, it leaves YAML, and nothing else of the document changes. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CompletionItem } from 'vscode-languageserver-types';
import { complete } from '../../server/src/ide/completion/complete.ts';
import { toCompletionList } from '../../server/src/ide/completion/to-completion-list.ts';
import { pipelineCompletion } from '../../server/src/ide/pipeline/pipeline-completion.ts';
import { pipelineVocabulary } from '../../server/src/ide/pipeline/vocabulary.ts';
import { createLintData } from '../../server/src/lint/lint-data.ts';
import { openDataFiles } from '../../server/src/node/data-files.ts';
import { parseYaml } from '../../server/src/yaml/parse-yaml.ts';
import { accept, newId, today } from '../harness/check-completion.ts';
import { hasOracle } from '../harness/oracle.ts';
import { type RandomNumbers, randomNumbers } from '../harness/random.ts';
import { sigmaHqRules } from '../harness/sigmahq-rules.ts';

const corpus = `${import.meta.dirname}/../../corpus`;
const data = createLintData(openDataFiles(corpus));
const placesPerDocument = 25;
const itemsPerPlace = 8;

type Complete = (text: string, offset: number) => readonly CompletionItem[];

const inRule: Complete = (text, offset) => {
  const document = TextDocument.create('file:///a.yml', 'sigma', 1, text);
  return toCompletionList(complete(text, offset, { data, today, newId: () => newId }), document).items;
};

const vocabulary = pipelineVocabulary(data);
const inPipeline: Complete = (text, offset) => {
  const document = TextDocument.create('file:///p.yml', 'yaml', 1, text);
  return pipelineCompletion(parseYaml(text), document, offset, vocabulary);
};

function yamlFiles(folder: string): [string, string][] {
  return readdirSync(`${corpus}/${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yml') && !name.endsWith('.tests.yml'))
    .map((name) => [name, readFileSync(`${corpus}/${folder}/${name}`, 'utf8')]);
}

/** Anchors and tags before keys and values, and line ends and blanks that people leave. */
function vary(text: string, random: RandomNumbers): string {
  const kind = random.below(4);
  if (kind === 0) return text;
  if (kind === 1) return text.replaceAll(/(?<!\r)\n/g, '\r\n');
  const lines = text.split('\n').map((line, index) => {
    if (random.below(4) > 0) return line;
    const before = kind === 2 ? `&a${index} ` : '!!str ';
    return line.replace(/^(\s*(?:- )?[\w|-]+: )(?=[\w'"])|^(\s*(?:- )?)(?=[A-Za-z_|]+:)/, `$&${before}`);
  });
  const varied = lines.join('\n');
  return parseYaml(varied).error ? text : varied;
}

/** What an edit takes away of the document besides the word under the cursor, in words. */
function harm(text: string, offset: number, item: CompletionItem, after: string): string | undefined {
  if (parseYaml(after).error && parseYaml(withColon(after, text, offset, item)).error) return 'no YAML any more';
  const lines = (whole: string) => whole.split(/\r\n|\n/);
  const at = text.slice(0, offset).split('\n').length - 1;
  const [old, now] = [lines(text), lines(after)];
  if (old.slice(0, at).join('\n') !== now.slice(0, at).join('\n')) return 'lines above changed';
  const below = old.length - at - 1;
  if (below > 0 && old.slice(-below).join('\n') !== now.slice(-below).join('\n')) return 'lines below changed';
  for (const [property] of text.matchAll(/(?<=[\s[{,])(?:&a\d+|!!str)(?=\s)/g))
    if (text.split(property).length !== after.split(property).length) return `${property} is gone`;
  return undefined;
}

/** Fields and beginnings of names leave the colon to the author, who goes on with a modifier or a value. */
function withColon(after: string, text: string, offset: number, { textEdit }: CompletionItem): string {
  if (!textEdit || !('range' in textEdit) || /[:\s]$/.test(textEdit.newText)) return after;
  const lineEnd = text.slice(offset).search(/\r|\n|$/);
  const end = after.length - (text.length - offset - lineEnd);
  return `${after.slice(0, end)}: x${after.slice(end)}`;
}

function check(documents: readonly (readonly [string, string])[], ask: Complete): void {
  const random = randomNumbers(2026);
  const harms: string[] = [];
  let accepted = 0;
  for (const [name, original] of documents) {
    const text = vary(original, random);
    if (parseYaml(text).error) continue;
    for (let place = 0; place < placesPerDocument; place++) {
      const offset = random.below(text.length + 1);
      if (text[offset - 1] === '\r') continue;
      const items = ask(text, offset);
      for (let each = 0; each < Math.min(itemsPerPlace, items.length); each++) {
        const item = items[items.length <= itemsPerPlace ? each : random.below(items.length)] as CompletionItem;
        const found = harm(text, offset, item, accept({ text, offset }, item, 'x'));
        accepted++;
        if (found) harms.push(`${name}: ${found}: ${item.label} in ${JSON.stringify(around(text, offset))}`);
      }
    }
  }
  expect(harms.slice(0, 20), `${harms.length} of ${accepted}`).toEqual([]);
  expect(accepted).toBeGreaterThan(100);
}

function around(text: string, offset: number): string {
  return `${text.slice(Math.max(0, offset - 60), offset)}<|>${text.slice(offset, offset + 40)}`;
}

describe('accepting a suggestion keeps the rest of', () => {
  it('the gold rules', () => check(yamlFiles('gold'), inRule), 120_000);

  it('the pipelines', () => {
    const short = yamlFiles('pipelines').map(([name, text]): [string, string] => [name, firstLines(text)]);
    check(short, inPipeline);
  }, 120_000);

  it.skipIf(!hasOracle('sigmahq-rules.tar.gz'))(
    'rules of SigmaHQ',
    () =>
      check(
        [...sigmaHqRules()].filter((_, index) => index % 10 === 0),
        inRule,
      ),
    120_000,
  );
});

/** The largest are long lists of fields. */
function firstLines(text: string): string {
  return text.length > 20_000 ? `${text.split('\n').slice(0, 300).join('\n')}\n` : text;
}
