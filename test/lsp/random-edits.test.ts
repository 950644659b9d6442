/** Thousands of random edits on real rules: what the editor shows must be what a fresh look at the text finds, after every one of them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import {
  createProtocolConnection,
  MessageType,
  type ShowMessageParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { hasOracle } from '../harness/oracle.ts';
import { type RandomNumbers, randomNumbers } from '../harness/random.ts';
import { sigmaHqRules } from '../harness/sigmahq-rules.ts';
import { connectInMemory, type Edit, Editor, type InMemory } from './editor.ts';
import { expectInside, featureRequests } from './feature-requests.ts';
import { FreshLook, pipelineSquiggles } from './fresh-look.ts';

const ruleCount = 200;
const editsPerRule = 50;
/** Nobody waits for the largest rule thousands of times. */
const longestRule = 40_000;

const pieces = [
  '\n',
  '\r\n',
  '    ',
  '\t',
  '|',
  '|contains',
  '|re',
  '|all',
  ':',
  ': ',
  '- ',
  "'",
  '"',
  '\u{1F98A}',
  '*',
  '\\',
  '%',
  '#',
  ' # sigmasmith-disable-next-line\n',
  'and',
  'not ',
  '1 of ',
  '(',
  ')',
  '[',
  '{',
  'condition: x',
  'selection',
  '---\n',
  'tags:\n    - attack.t1059\n',
  '',
  '',
];

function goldRules(): Map<string, string> {
  const gold = `${import.meta.dirname}/../../corpus/gold`;
  const names = readdirSync(gold, { recursive: true, encoding: 'utf8' });
  const rules = names.filter((name) => name.endsWith('.yml') && !name.endsWith('.tests.yml')).sort();
  return new Map(rules.map((name) => [name, readFileSync(`${gold}/${name}`, 'utf8')]));
}

/** Rules of all kinds and folders, always the same ones. */
function someRules(random: RandomNumbers): [name: string, text: string][] {
  const all = hasOracle('sigmahq-rules.tar.gz') ? sigmaHqRules() : goldRules();
  const short = [...all].filter(([, text]) => text.length <= longestRule);
  return Array.from({ length: ruleCount }, () => random.oneOf(short));
}

/** One change of a few edits, as editors send them: each range is meant after the edits before it. */
function randomChange(
  random: RandomNumbers,
  length: number,
  positionAt: (offset: number) => Edit['range']['start'],
): Edit[] {
  const start = random.below(length + 1);
  // Now and then a whole part of the text goes or comes back.
  const removed = random.below(20) === 0 ? random.below(400) : random.below(8);
  const edit = { range: { start: positionAt(start), end: positionAt(start + removed) }, text: random.oneOf(pieces) };
  if (random.below(5) > 0) return [edit];
  const line = random.below(4);
  const range = { start: { line, character: 0 }, end: { line, character: random.below(3) } };
  return [edit, { range, text: random.oneOf(pieces) }];
}

async function settled({ editor, timers }: InMemory): Promise<void> {
  await editor.settle();
  timers.advance(10_000);
  await editor.settle();
}

/** What the server says about failures of its own; that a broken rule cannot be formatted is none. */
function complaintsOf({ connection }: Editor): readonly unknown[] {
  const complaints: unknown[] = [];
  const listen = (message: ShowMessageParams) => {
    if (message.type === MessageType.Error) complaints.push(message);
    return null;
  };
  connection.onNotification('window/logMessage', (message: ShowMessageParams) => void listen(message));
  connection.onNotification('window/showMessage', (message: ShowMessageParams) => void listen(message));
  connection.onRequest('window/showMessageRequest', listen);
  return complaints;
}

function heapMegabytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

describe('random edits of rules', () => {
  it('leave the diagnostics of a fresh look, answers that fit the text, and no memory behind', {
    timeout: 300_000,
  }, async () => {
    const random = randomNumbers(20_26);
    const server = connectInMemory();
    const { editor } = server;
    const complaints = complaintsOf(editor);
    const { capabilities } = await editor.initialize();
    const ask = featureRequests(capabilities);
    const heap: number[] = [];
    for (const [index, [name, text]] of someRules(random).entries()) {
      const uri = `file:///rules/${name}`;
      const languageId = index % 2 === 0 ? 'sigma' : 'yaml';
      const look = new FreshLook(uri, languageId);
      await editor.open(uri, text, languageId);
      await settled(server);
      expect(editor.squiggles(uri), name).toEqual(look.squiggles(text));
      for (let i = 0; i < editsPerRule; i++) {
        const document = editor.document(uri);
        // What is asked just before the text changes is answered for the text before, or waits for something and sees the new one.
        const before = TextDocument.create(uri, languageId, document.version, document.getText());
        const early = ask(random, editor, before);
        const { length } = document.getText();
        await editor.edit(
          uri,
          randomChange(random, length, (offset) => document.positionAt(offset)),
        );
        await settled(server);
        const now = editor.document(uri);
        expectInside([before, now], await early);
        expect(editor.published.findLast((params) => params.uri === uri)?.version ?? now.version).toBe(now.version);
        expect(editor.squiggles(uri), `${name}, edit ${i}`).toEqual(look.squiggles(now.getText()));
        expectInside([now], await ask(random, editor, now));
      }
      await editor.close(uri);
      await settled(server);
      expect(editor.shown(uri) ?? []).toEqual([]);
      editor.published.length = 0;
      if (index % 40 === 39) heap.push(heapMegabytes());
    }
    expect(complaints).toEqual([]);
    expect((heap.at(-1) as number) - (heap[0] as number), `heap ${heap.map(Math.round).join(', ')} MB`).toBeLessThan(
      25,
    );
  });
});

describe('random edits of pipelines', () => {
  it('leave the diagnostics of a fresh look, and answers that fit the text', { timeout: 120_000 }, async () => {
    const random = randomNumbers(42);
    const server = connectInMemory();
    const { editor } = server;
    const complaints = complaintsOf(editor);
    const ask = featureRequests((await editor.initialize()).capabilities);
    const folder = `${import.meta.dirname}/../../corpus/pipelines`;
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.yml'))) {
      const uri = `file:///pipelines/${name}`;
      await editor.open(uri, readFileSync(`${folder}/${name}`, 'utf8').slice(0, 6_000));
      await settled(server);
      for (let i = 0; i < 20; i++) {
        const document = editor.document(uri);
        const { length } = document.getText();
        await editor.edit(
          uri,
          randomChange(random, length, (offset) => document.positionAt(offset)),
        );
        await settled(server);
        const now = editor.document(uri);
        expect(editor.squiggles(uri), `${name}, edit ${i}`).toEqual(pipelineSquiggles(now.getText()));
        expectInside([now], await ask(random, editor, now));
      }
      await editor.close(uri);
      editor.published.length = 0;
    }
    expect(complaints).toEqual([]);
  });
});

const bundle = `${import.meta.dirname}/../../dist/server.cjs`;

function startProcess() {
  const child = spawn(process.execPath, [bundle, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const reader = new StreamMessageReader(child.stdout);
  const editor = new Editor(createProtocolConnection(reader, new StreamMessageWriter(child.stdin)));
  return { editor, ended: once(child, 'exit') };
}

async function shownFor(editor: Editor, uri: string, change: Promise<void>): Promise<readonly string[]> {
  const published = editor.nextDiagnostics(uri);
  await change;
  await published;
  return editor.squiggles(uri);
}

describe.runIf(existsSync(bundle))('random edits in the server as a process', () => {
  it('end in the diagnostics of another process that opens the text, each with its version', {
    timeout: 120_000,
  }, async () => {
    const random = randomNumbers(7);
    const [server, other] = [startProcess(), startProcess()];
    const { editor } = server;
    const complaints = complaintsOf(editor);
    const ask = featureRequests((await editor.initialize({ debounce: 0 })).capabilities);
    await other.editor.initialize({ debounce: 0 });
    for (const [name, text] of someRules(random).slice(0, 20)) {
      const uri = `file:///rules/${name}`;
      await shownFor(editor, uri, editor.open(uri, text, 'sigma'));
      for (let i = 0; i < 15; i++) {
        const document = editor.document(uri);
        const { length } = document.getText();
        const change = randomChange(random, length, (offset) => document.positionAt(offset));
        const shown = await shownFor(editor, uri, editor.edit(uri, change));
        const now = editor.document(uri);
        expect(editor.published.at(-1)?.version).toBe(now.version);
        expect(shown).toEqual(await shownFor(other.editor, uri, other.editor.open(uri, now.getText(), 'sigma')));
        const cleared = other.editor.nextDiagnostics(uri);
        await other.editor.close(uri);
        await cleared;
        expectInside([now], await ask(random, editor, now));
      }
      const cleared = editor.nextDiagnostics(uri);
      await editor.close(uri);
      await cleared;
    }
    expect(complaints).toEqual([]);
    for (const { editor: one, ended } of [server, other]) {
      await one.connection.sendRequest('shutdown');
      await one.connection.sendNotification('exit');
      expect(await ended).toEqual([0, null]);
    }
  });
});
