/** The bundles as other programs start them: a process that talks over its standard input and output. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  CancellationTokenSource,
  createProtocolConnection,
  LSPErrorCodes,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { type GenerateParams, type GenerationResult, generateRequest } from '../../server/src/protocol/generate.ts';
import type { Reply } from '../../server/src/protocol/message.ts';
import { Editor } from './editor.ts';

const dist = resolve(import.meta.dirname, '../../dist');
const programs = [
  ['the server', [resolve(dist, 'server.cjs'), '--stdio']],
  ['sigmasmith lsp', [resolve(dist, 'cli/cli.js'), 'lsp', '--stdio']],
] as const;

const uri = 'file:///c%3A/rules/a.yml';
const text = 'title: A\nlogsource:\n    product: windows\ndetection:\n    s:\n        a|bogus: 1\n    condition: s\n';
const processes: ChildProcess[] = [];

afterEach(() => {
  for (const process of processes.splice(0)) process.kill();
});

function start(args: readonly string[]): { process: ChildProcess; editor: Editor } {
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  processes.push(child);
  const reader = new StreamMessageReader(child.stdout);
  return { process: child, editor: new Editor(createProtocolConnection(reader, new StreamMessageWriter(child.stdin))) };
}

describe.runIf(existsSync(dist))('generation in the worker of the bundle', () => {
  const report = resolve(import.meta.dirname, '../fixtures/workspace/reports/cloud-intrusion.md');
  const params: GenerateParams = { text: readFileSync(report, 'utf8'), providers: ['aws'], date: '2026-01-15' };
  const generate = (editor: Editor, more: Partial<GenerateParams> = {}) =>
    editor.connection.sendRequest<Reply<GenerationResult>>(generateRequest.method, { ...params, ...more });

  it('gives rules that the server finds nothing wrong with, the same ones every time', async () => {
    const { editor } = start(programs[0][1]);
    await editor.initialize();
    const [first, second] = [await generate(editor), await generate(editor)];
    if (!first.ok || !second.ok) throw new Error('generation was refused');
    expect(second.value.rules).toEqual(first.value.rules);
    const rule = first.value.rules.find(({ kind }) => kind === 'behavioral');
    expect(Object.keys(rule?.conversions ?? {})).toEqual(expect.arrayContaining(['splunk', 'elasticsearch']));
    const published = editor.nextDiagnostics('untitled:/ws/rule.yml');
    await editor.open('untitled:/ws/rule.yml', rule?.yaml ?? '', 'sigma');
    await published;
    expect(editor.squiggles('untitled:/ws/rule.yml')).toEqual([]);
  });

  it('refuses in plain words, can be cancelled, and goes on afterwards', async () => {
    const { editor } = start(programs[0][1]);
    await editor.initialize();
    expect(await generate(editor, { text: ' ' })).toMatchObject({ ok: false, error: { code: 'ValidationError' } });
    const tooLong = await generate(editor, { text: 'x'.repeat(50_001) });
    expect(tooLong).toMatchObject({ ok: false, error: { code: 'InputTooLarge' } });
    const source = new CancellationTokenSource();
    const answer = editor.connection.sendRequest(generateRequest.method, params, source.token).then(
      () => 'done',
      (error: { code: number }) => error.code,
    );
    source.cancel();
    expect(await answer).toBe(LSPErrorCodes.RequestCancelled);
    expect((await generate(editor)).ok).toBe(true);
  });
});

describe.runIf(existsSync(dist)).each(programs)('%s as a process', (_name, args) => {
  it('checks a document and ends when it is told to', async () => {
    const { process, editor } = start(args);
    await editor.initialize();
    const published = editor.nextDiagnostics(uri);
    await editor.open(uri, text);
    await published;
    expect(editor.squiggles(uri)).toContain('5:10-15 sigma-modifier-error «bogus»');
    await editor.connection.sendRequest('shutdown');
    const ended = once(process, 'exit');
    await editor.connection.sendNotification('exit');
    expect(await ended).toEqual([0, null]);
  });

  it('ends when its editor goes away', async () => {
    const { process, editor } = start(args);
    await editor.initialize();
    const ended = once(process, 'exit');
    process.stdin?.end();
    expect((await ended)[1]).toBeNull();
  });
});
