/** The bundles as other programs start them: a process that talks over its standard input and output. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
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
