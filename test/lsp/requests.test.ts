import { describe, expect, it } from 'vitest';
import {
  CancellationTokenSource,
  LSPErrorCodes,
  type ProgressToken,
  WorkDoneProgress,
} from 'vscode-languageserver/node';
import { CancelledError } from '../../server/src/base/cancellation.ts';
import type { JobRunner } from '../../server/src/lsp/jobs.ts';
import { openDataFiles } from '../../server/src/node/data-files.ts';
import { type GenerateParams, generateRequest } from '../../server/src/protocol/generate.ts';
import { type ListTargetsResult, listTargetsRequest } from '../../server/src/protocol/targets.ts';
import { connectInMemory } from './editor.ts';

const uri = 'file:///rules/a.yml';
const hoverOf = (line: number, character: number) => ({ textDocument: { uri }, position: { line, character } });

/** A runner that reports once and then waits to be cancelled. */
const endless: JobRunner = {
  run: (_name, _params, token, progress) =>
    new Promise((_resolve, reject) => {
      token.onCancellationRequested(() => reject(new CancelledError()));
      progress({ message: 'Looking', percentage: 10 });
    }),
  dispose: () => {},
};

describe('a long request', () => {
  it('reports to the token given, can be cancelled, and leaves the server answering meanwhile', async () => {
    const { editor } = connectInMemory({ jobs: endless });
    await editor.initialize();
    const source = new CancellationTokenSource();
    const token: ProgressToken = 'a';
    const told: string[] = [];
    const reported = new Promise<void>((resolve) => {
      editor.connection.onProgress(WorkDoneProgress.type, token, (value) => {
        told.push(value.kind === 'report' ? `${value.percentage} ${value.message}` : value.kind);
        if (value.kind === 'report') resolve();
      });
    });
    const params: GenerateParams = { text: 'x', workDoneToken: token };
    const answer = editor.connection.sendRequest(generateRequest.method, params, source.token).catch((error) => error);
    await reported;
    await editor.settle();
    source.cancel();
    expect(await answer).toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    expect(told).toEqual(['begin', '10 Looking', 'end']);
  });
});

describe('a handler that fails', () => {
  it('harms only itself', async () => {
    const files = openDataFiles('/nowhere');
    const { editor, timers } = connectInMemory({ files });
    await editor.initialize();
    await editor.open(
      uri,
      'title: A\ntags:\n    - attack.t1059\ndetection:\n    s:\n        a|re|bogus: 1\n    condition: s\n',
    );
    expect(await editor.connection.sendRequest('textDocument/hover', hoverOf(2, 14))).toBeNull();
    expect(await editor.connection.sendRequest('textDocument/hover', hoverOf(5, 11))).not.toBeNull();
    timers.advance(1_000);
    await editor.settle();
    expect(editor.squiggles(uri)).toContain('5:13-18 sigma-modifier-error «bogus»');
  });

  it('tells the editor when there is nothing to fall back to', async () => {
    const broken: JobRunner = { run: () => Promise.reject(new Error('out of luck')), dispose: () => {} };
    const { editor } = connectInMemory({ jobs: broken });
    await editor.initialize();
    await expect(editor.connection.sendRequest(generateRequest.method, { text: 'x' })).rejects.toThrow('out of luck');
    await editor.settle();
  });
});

describe('listTargets', () => {
  it('names targets, SIEMs and providers, and says which are covered', async () => {
    const { editor } = connectInMemory();
    await editor.initialize();
    const list = await editor.connection.sendRequest<ListTargetsResult>(listTargetsRequest.method, {});
    expect(list.targets.find(({ name }) => name === 'splunk')).toMatchObject({ label: 'Splunk', language: 'spl' });
    expect(list.siems.map(({ name }) => name)).toEqual([
      'splunk',
      'sentinel',
      'elasticsearch',
      'chronicle',
      'opensearch',
      'google_secops',
    ]);
    expect(list.siems[0]).toEqual({ name: 'splunk', label: 'Splunk', language: 'spl' });
    expect(list.providers).toHaveLength(13);
    const covered = list.providers.filter(({ covered }) => covered).map(({ name }) => name);
    expect(covered).toEqual(expect.arrayContaining(['aws', 'windows-sysmon', 'linux-auditd']));
  });
});
