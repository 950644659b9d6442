/** Every edit that the server proposes says the same in a document with CRLF as in the one with LF, as editors apply edits. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type {
  CodeAction,
  CompletionList,
  Range,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-types';
import { editRuleRequest } from '../../server/src/protocol/rule-edits.ts';
import { hasOracle } from '../harness/oracle.ts';
import { sigmaHqRules } from '../harness/sigmahq-rules.ts';
import { connectInMemory, type Editor } from './editor.ts';

const gold = join(import.meta.dirname, '../../corpus/gold');
const goldRules = readdirSync(gold, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yml') && !file.endsWith('.tests.yml'))
  .map((file) => readFileSync(join(gold, file), 'utf8'));

const uri = 'file:///rules/a.yml';
const textDocument = { uri };
const options = { tabSize: 4, insertSpaces: true };

/** A rule with much to format, and with mistakes that have fixes. */
function messy(rule: string): string {
  return rule
    .replace(/^ +/gm, (blanks) => blanks.slice(blanks.length / 2))
    .replace(/^modified: .*\n/m, '')
    .replace(/^date: (\d+)-(\d+)-(\d+)$/m, 'date: $1/$2/$3\nmodified: $1/$2/$3')
    .replace(/^status: (\w+)$/m, 'status: "$1"  ')
    .replace(/^( *- attack\.)t(\d+.*)$/m, '$1T$2\n$1t$2\n$1t$2')
    .replace(/^( +)condition: (\w+)/m, '$1unused:\n$1$1A: "*b*"\n$1condition:  $2')
    .replace(/^level: (\w+)$/m, 'level: $1x')
    .replace(/^title: [^'"].*\n/, (line) => `${line.trimEnd()}.\n`)
    .replace(/^([\s\S]*)(^level:.*\n)/m, '# head\n$2$1');
}

/** As an editor does that knows lines and characters, and has one kind of line ends for all lines. */
function applied(text: string, edits: readonly TextEdit[]): string {
  const document = TextDocument.create(uri, 'yaml', 1, text.replaceAll('\r\n', '\n'));
  return TextDocument.applyEdits(
    document,
    edits.map(({ range, newText }) => ({ range, newText: newText.replace(/\r\n|\r|\n/g, '\n') })),
  );
}

/** Edits by what they are for. */
type Proposals = Map<string, readonly TextEdit[]>;

let editor: Editor;
/** Why something was not formatted. */
const told: string[] = [];

beforeAll(async () => {
  editor = connectInMemory({ newId: () => '5b9d4a5e-9f2b-4a3b-8d8f-0a4c7e0f3c55', today: '2026-01-02' }).editor;
  editor.connection.onRequest('window/showMessageRequest', ({ message }: { message: string }) => {
    told.push(message);
    return null;
  });
  const capabilities = { workspace: { workspaceEdit: { documentChanges: true } } };
  await editor.initialize({ lint: { profile: 'strict' } }, [], capabilities);
});

async function inDocument<T>(text: string, ask: () => Promise<T>): Promise<T> {
  await editor.open(uri, text);
  const answer = await ask();
  await editor.close(uri);
  return answer;
}

const send = <T>(method: string, params: object) =>
  editor.connection.sendRequest<T>(method, { textDocument, ...params });
const lineRange = (from: number, to: number): Range => ({
  start: { line: from, character: 0 },
  end: { line: to, character: 0 },
});

async function formatting(text: string): Promise<Proposals> {
  const found: Proposals = new Map([['format', await send<TextEdit[]>('textDocument/formatting', { options })]]);
  const { length } = text.split('\n');
  for (let line = 0; line < length; line += 5)
    for (const range of [lineRange(line, line + 1), lineRange(line, line + 6)]) {
      const edits = await send<TextEdit[]>('textDocument/rangeFormatting', { range, options });
      found.set(`format ${range.start.line}-${range.end.line}`, edits);
    }
  return found;
}

const editsOf = (edit: WorkspaceEdit | null | undefined) =>
  ((edit?.documentChanges ?? []) as TextDocumentEdit[]).flatMap(({ edits }) => edits as TextEdit[]);

async function actions(text: string): Promise<Proposals> {
  const range = lineRange(0, text.split('\n').length);
  const found: Proposals = new Map();
  for (const only of [undefined, ['source.fixAll']]) {
    const context = { diagnostics: [], ...(only && { only }) };
    for (const action of await send<CodeAction[]>('textDocument/codeAction', { range, context })) {
      const resolved = action.data ? await send<CodeAction>('codeAction/resolve', action) : action;
      let name = action.title;
      while (found.has(name)) name += "'";
      found.set(name, editsOf(resolved.edit));
    }
  }
  return found;
}

async function others(text: string): Promise<Proposals> {
  const found: Proposals = new Map();
  const lines = text.split(/\r?\n/);
  for (const change of [
    { kind: 'id', id: 'x' },
    { kind: 'modified', date: '2026-01-02' },
    { kind: 'tag', tag: 'a.b' },
  ])
    found.set(change.kind, await send(editRuleRequest.method, { uri, position: { line: 0, character: 0 }, change }));
  const line = lines.findIndex((each) => /^ +condition: /.test(each));
  const position = { line, character: (lines[line] ?? '').search(/\w+$/) };
  found.set(
    'rename',
    editsOf(await send<WorkspaceEdit | null>('textDocument/rename', { position, newName: 'renamed' })),
  );
  for (let at = 0; at < lines.length; at += 3)
    for (const character of [0, 4, (lines[at] as string).length]) {
      const { items } = await send<CompletionList>('textDocument/completion', { position: { line: at, character } });
      for (const { label, textEdit } of items.slice(0, 5))
        found.set(`complete ${label} at ${at}:${character}`, [textEdit as TextEdit]);
    }
  return found;
}

/** Compares what is proposed for a text and for its twin with CRLF; returns the proposals that change something. */
async function compare(text: string, ask: (text: string) => Promise<Proposals>): Promise<string[]> {
  const twin = text.replaceAll('\n', '\r\n');
  const plain = await inDocument(text, () => ask(text));
  const windows = await inDocument(twin, () => ask(twin));
  expect([...windows.keys()]).toEqual([...plain.keys()]);
  for (const [name, edits] of windows) {
    const after = applied(twin, edits);
    expect({ name, after }).toEqual({ name, after: applied(text, plain.get(name) ?? []) });
  }
  return [...windows].flatMap(([name, edits]) => (edits.length > 0 ? [name] : []));
}

/** The top keys that lines belong to, with all their lines. */
function around(text: string, from: number, to: number): readonly [number, number] {
  const lines = text.split('\n');
  let [start, end] = [from, Math.max(from + 1, to)];
  while (start > 0 && !/^[\w-]/.test(lines[start] ?? '')) start--;
  while (end < lines.length && !/^[\w-]/.test(lines[end] ?? '')) end++;
  return [start, end];
}

describe('edits in documents with CRLF', () => {
  it('of the formatter, of a document and of ranges, which leave other keys alone', async () => {
    let count = 0;
    for (const rule of goldRules.filter((_, index) => index % 4 === 0)) {
      const text = messy(rule);
      count += (await compare(text, formatting)).length;
      const proposals = await inDocument(text, () => formatting(text));
      for (const [name, edits] of proposals) {
        const [from, to] = name.split(/[ -]/).slice(1).map(Number);
        if (from === undefined || to === undefined) continue;
        const [start, end] = around(text, from, to);
        for (const { range } of edits)
          expect(range.start.line >= start && range.end.line <= end, `${name}: ${JSON.stringify(range)}`).toBe(true);
      }
    }
    expect(told).toEqual([]);
    expect(count).toBeGreaterThan(goldRules.length);
  }, 60_000);

  it('of code actions and of fixing all', async () => {
    const names = new Set<string>();
    for (const rule of goldRules.filter((_, index) => index % 4 === 1))
      for (const name of await compare(messy(rule), actions)) names.add(name.replace(/'.*'/, '…'));
    expect([...names]).toEqual(
      expect.arrayContaining(['Fix all safe problems', 'Fix all … in this file', 'Disable … for this line']),
    );
  }, 60_000);

  it('of rule commands, renaming and completion', async () => {
    const names = new Set<string>();
    for (const rule of goldRules.filter((_, index) => index % 16 === 2))
      for (const name of await compare(messy(rule), others)) names.add(name.split(' ')[0] as string);
    expect([...names].sort()).toEqual(['complete', 'id', 'modified', 'rename', 'tag']);
  }, 60_000);

  it.runIf(hasOracle('sigmahq-rules.tar.gz'))(
    'of formatting and fixing the rules of SigmaHQ',
    async () => {
      const whole = async (): Promise<Proposals> => {
        const context = { diagnostics: [], only: ['source.fixAll'] };
        const range = lineRange(0, 10_000);
        const [action] = await send<CodeAction[]>('textDocument/codeAction', { range, context });
        const format = await send<TextEdit[]>('textDocument/formatting', { options });
        return new Map([
          ['fix', editsOf(action?.edit)],
          ['format', format],
        ]);
      };
      const count = { fix: 0, format: 0 };
      const texts = [...sigmaHqRules().values()].filter((text, index) => index % 12 === 0 && !text.includes('\r'));
      for (const text of texts) for (const name of await compare(text, whole)) count[name as 'fix' | 'format']++;
      expect(count.fix).toBeGreaterThan(20);
      expect(count.format).toBeGreaterThan(5);
    },
    120_000,
  );
});
