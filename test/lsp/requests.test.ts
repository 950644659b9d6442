import { readFileSync } from 'node:fs';
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
import { type ConversionRequest, type ConvertResult, convertRequest } from '../../server/src/protocol/convert.ts';
import { type GenerateParams, generateRequest } from '../../server/src/protocol/generate.ts';
import type { Reply } from '../../server/src/protocol/message.ts';
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

describe('convert', () => {
  const rule = readFileSync(`${import.meta.dirname}/rule.yml`, 'utf8');

  async function convert(text: string, ...conversions: ConversionRequest[]): Promise<Reply<ConvertResult>> {
    const { editor } = connectInMemory();
    await editor.initialize();
    await editor.open(uri, text);
    return editor.connection.sendRequest(convertRequest.method, { uri, conversions });
  }

  it('gives the queries of an open rule for several targets, with the pipelines of a usual installation', async () => {
    const reply = await convert(rule, { target: 'splunk' }, { target: 'lucene' });
    if (!reply.ok) throw new Error(reply.error.message);
    const [splunk, lucene] = reply.value.conversions;
    expect(reply.value.title).toBe('Shell Started By Web Server 🦊');
    expect(splunk).toMatchObject({ label: 'Splunk', language: 'spl', errors: [] });
    expect(splunk?.queries[0]).toContain('ParentImage IN ("*\\\\w3wp.exe", "*\\\\httpd.exe")');
    expect(lucene?.queries[0]).toContain('process.parent.executable.caseless:(*\\\\w3wp.exe OR *\\\\httpd.exe)');
  });

  it('says what is wrong at its place, and what it does not know', async () => {
    const reply = await convert(rule.replace('1 of filter_main_*', 'missing'), { target: 'splunk' }, { target: 'x' });
    if (!reply.ok) throw new Error(reply.error.message);
    const [splunk, unknown] = reply.value.conversions;
    expect(splunk?.queries).toEqual([]);
    expect(splunk?.errors[0]?.code).toBe('SigmaConditionError');
    expect(splunk?.errors[0]?.range?.start.line).toBe(26);
    expect(unknown?.errors[0]?.message).toContain('There is no target "x"');
  });

  it('tells what gets lost once, and departures from pySigma in passing', async () => {
    const text = `title: Two conditions
logsource: {product: windows, category: process_creation}
detection:
  image:
    Image: cmd?.exe
  line:
    Image: cmd?.exe
    CommandLine|contains|windash: ' -x'
  condition: [image, line]
`;
    const reply = await convert(text, { target: 'splunk' });
    if (!reply.ok) throw new Error(reply.error.message);
    const notices = reply.value.conversions[0]?.notices ?? [];
    expect(notices.map(({ code, range, isAside }) => [code, range?.start.line, isAside])).toEqual([
      ['wildcard_widened', 4, undefined],
      ['wildcard_widened', 6, undefined],
      ['departs_from_pysigma', 8, true],
    ]);
  });

  it('refuses what is no rule', async () => {
    expect(await convert('a: 1\n', { target: 'splunk' })).toMatchObject({ ok: false, error: { code: 'NotSigma' } });
  });
});
