/** Projects: what `.sigmasmith.yml` says, as the editor and its conversions see it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type ConversionRequest,
  type ConvertResult,
  convertFolderRequest,
  convertRequest,
  listRulesRequest,
  projectChangedNotification,
  type RulePlace,
} from '../../server/src/protocol/convert.ts';
import type { Reply } from '../../server/src/protocol/message.ts';
import {
  type BuiltinPipeline,
  type ListTargetsResult,
  listPipelinesRequest,
  listTargetsRequest,
} from '../../server/src/protocol/targets.ts';
import { connectInMemory, type Editor } from './editor.ts';

const rule = 'file:///project/a/rules/rule.yml';
const config = 'file:///project/a/.sigmasmith.yml';
const text = readFileSync(`${import.meta.dirname}/rule.yml`, 'utf8');
const small =
  'title: Small\nlogsource:\n    product: windows\ndetection:\n    s:\n        Field: x\n    condition: s\n';
const pipeline = 'transformations:\n  - type: field_name_mapping\n    mapping: {Field: renamed}\n';

async function project(disk: Readonly<Record<string, string>>, settings?: { readonly trusted: boolean }) {
  const files = new Map(Object.entries(disk));
  const memory = connectInMemory({ disk: files });
  await memory.editor.initialize(settings, ['file:///project/a', 'file:///project/a/nested', 'file:///project/b']);
  return { ...memory, files };
}

async function query(editor: Editor, uri: string, request: ConversionRequest): Promise<string> {
  const reply = await editor.connection.sendRequest<Reply<ConvertResult>>(convertRequest.method, {
    uri,
    conversions: [request],
  });
  if (!reply.ok) return reply.error.message;
  const [conversion] = reply.value.conversions;
  return conversion?.errors[0]?.message ?? conversion?.text ?? '';
}

async function targets(editor: Editor, uri?: string): Promise<string[]> {
  const list = await editor.connection.sendRequest<ListTargetsResult>(listTargetsRequest.method, { uri });
  return list.configured.map(({ name, description }) => `${name}: ${description}`);
}

const targetList = (...entries: string[]) => `targets:\n${entries.map((entry) => `  - ${entry}\n`).join('')}`;

describe('targets of a project', () => {
  it('belong to their folder, also where folders are nested', async () => {
    const { editor } = await project({
      '/project/a/.sigmasmith.yml': targetList('{name: outer, target: splunk}'),
      '/project/a/nested/.sigmasmith.yml': targetList('{name: inner, target: lucene, format: dsl_lucene}'),
    });
    expect(await targets(editor, 'file:///project/a/rules/x.yml')).toEqual(['outer: Splunk']);
    expect(await targets(editor, 'untitled:/project/a/rules/x.yml')).toEqual(['outer: Splunk']);
    expect(await targets(editor, 'file:///project/a/nested/x.yml')).toEqual([
      'inner: Elasticsearch (Lucene), dsl_lucene',
    ]);
    expect(await targets(editor, 'file:///project/nested.yml')).toEqual([]);
    expect(await targets(editor, 'file:///project/b/x.yml')).toEqual([]);
    expect(await targets(editor, 'untitled:Untitled-1')).toEqual(['outer: Splunk']);
  });

  it('convert with exactly what they name', async () => {
    const { editor } = await project({
      '/project/a/.sigmasmith.yml': targetList(
        '{name: plain, target: splunk}',
        '{name: mapped, target: splunk, pipelines: [splunk_windows, pipelines/own.yml]}',
        '{name: gone, target: splunk, pipelines: [pipelines/gone.yml]}',
        '{name: saved, target: splunk, format: savedsearches, options: {min_time: -7d}}',
      ),
      '/project/a/pipelines/own.yml': pipeline,
    });
    await editor.open(rule, small);
    expect(await query(editor, rule, { configured: 'plain' })).toBe('Field="x"');
    expect(await query(editor, rule, { configured: 'mapped' })).toBe('renamed="x"');
    expect(await query(editor, rule, { configured: 'gone' })).toContain('pipelines/gone.yml cannot be read');
    expect(await query(editor, rule, { configured: 'saved' })).toContain('dispatch.earliest_time = -7d');
    expect(await query(editor, rule, { configured: 'other' })).toContain('There is no target "other"');
    expect(await query(editor, rule, { target: 'splunk', pipelines: ['/project/a/pipelines/own.yml'] })).toBe(
      'renamed="x"',
    );
  });

  it('do not use pipeline files in an untrusted workspace', async () => {
    const disk = {
      '/project/a/.sigmasmith.yml': targetList(
        '{name: own, target: splunk, pipelines: [own.yml]}',
        '{name: builtin, target: splunk, pipelines: [splunk_windows]}',
      ),
      '/project/a/own.yml': pipeline,
    };
    const { editor } = await project(disk, { trusted: false });
    await editor.open(rule, small);
    expect(await query(editor, rule, { configured: 'own' })).toContain('untrusted');
    expect(await query(editor, rule, { target: 'splunk', pipelines: ['./own.yml'] })).toContain('untrusted');
    expect(await query(editor, rule, { configured: 'builtin' })).toBe('Field="x"');
    await editor.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { sigmasmith: { trusted: true } },
    });
    expect(await query(editor, rule, { configured: 'own' })).toBe('renamed="x"');
  });

  it('follow the file on the disk, in the editor, and the pipelines that they name', async () => {
    const { editor, files } = await project({
      '/project/a/.sigmasmith.yml': targetList('{name: t, target: splunk, pipelines: [own.yml]}'),
      '/project/a/own.yml': pipeline,
    });
    let told = 0;
    editor.connection.onNotification(projectChangedNotification.method, () => {
      told++;
    });
    await editor.open(rule, small);
    expect(await query(editor, rule, { configured: 't' })).toBe('renamed="x"');
    files.set('/project/a/own.yml', pipeline.replace('renamed', 'other'));
    const changes = ['file:///project/a/own.yml', 'file:///project/a/unrelated.yml'].map((uri) => ({ uri, type: 2 }));
    await editor.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    expect(await query(editor, rule, { configured: 't' })).toBe('other="x"');
    expect(told).toBe(1);
    await editor.open(config, targetList('{name: open, target: lucene}'));
    expect(await query(editor, rule, { configured: 'open' })).toBe('Field:x');
    await editor.close(config);
    expect(await targets(editor, rule)).toEqual(['t: Splunk · own.yml']);
  });

  it('follow the folders of the workspace', async () => {
    const { editor } = await project({ '/project/c/.sigmasmith.yml': targetList('{name: c, target: eql}') });
    expect(await targets(editor, 'file:///project/c/x.yml')).toEqual([]);
    const event = {
      added: [{ uri: 'file:///project/c', name: 'c' }],
      removed: [{ uri: 'file:///project/b', name: 'b' }],
    };
    await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
    expect(await targets(editor, 'file:///project/c/x.yml')).toEqual(['c: Elasticsearch (EQL)']);
  });
});

describe('the configuration in an editor', () => {
  async function squiggles(content: string, settings?: { readonly trusted: boolean }) {
    const { editor, timers } = await project(
      { '/project/a/own.yml': pipeline, '/project/a/broken.yml': 'x: 1\n' },
      settings,
    );
    await editor.open(config, content);
    await editor.settle();
    timers.advance(1_000);
    await editor.settle();
    return (editor.shown(config) ?? []).map(
      ({ range, message }) => `${range.start.line} «${editor.document(config).getText(range)}» ${message}`,
    );
  }

  it('is silent when all is well', async () => {
    expect(await squiggles(targetList('{name: a, target: splunk, pipelines: [sysmon, own.yml]}'))).toEqual([]);
  });

  it('shows what nothing answers to, at its place', async () => {
    const found = await squiggles(
      targetList(
        '{name: a, target: splonk}',
        '{name: b, target: splunk, format: json}',
        '{name: c, target: splunk, options: {bogus: 1}, correlationMethod: magic}',
        '{name: d, target: splunk, pipelines: [nothing, none.yml, broken.yml]}',
        '{name: lucene, target: lucene}',
        '{target: lucene}',
      ),
    );
    expect(found).toEqual([
      expect.stringMatching(/^6 «target» This target has no "name"/),
      expect.stringMatching(/^1 «splonk» There is no target "splonk". Use one of: /),
      expect.stringMatching(/^2 «json» splunk has no format "json". Use one of: default, savedsearches/),
      expect.stringMatching(/^3 «magic» splunk has no correlation method "magic". Use one of: /),
      expect.stringMatching(/^3 «bogus» splunk has no option "bogus". Use one of: min_time/),
      expect.stringMatching(/^4 «nothing» There is no pipeline "nothing"/),
      expect.stringMatching(/^4 «none.yml» The pipeline none.yml cannot be read: there is no such file or folder/),
      expect.stringMatching(/^4 «broken.yml» The pipeline broken.yml cannot be used: /),
      expect.stringMatching(/^5 «lucene» "lucene" is the name of a target itself/),
    ]);
  });

  it('says that pipeline files are not used without trust', async () => {
    const found = await squiggles(targetList('{name: a, target: splunk, pipelines: [own.yml]}'), { trusted: false });
    expect(found).toEqual([expect.stringContaining('«own.yml» The pipeline own.yml cannot be read: Pipeline files')]);
  });
});

describe('a conversion', () => {
  it('knows which part of the query came from which part of the rule', async () => {
    const { editor } = await project({});
    await editor.open(rule, text);
    const conversions = [{ target: 'splunk' }, { target: 'lucene', format: 'siem_rule' }];
    const reply = await editor.connection.sendRequest<Reply<ConvertResult>>(convertRequest.method, {
      uri: rule,
      conversions,
    });
    if (!reply.ok) throw new Error(reply.error.message);
    expect(reply.value.version).toBe(1);
    const [splunk, siemRule] = reply.value.conversions;
    expect(siemRule?.language).toBe('json');
    expect(JSON.parse(siemRule?.text ?? '')).toHaveProperty('params.query');
    for (const conversion of [splunk, siemRule]) {
      const lines = conversion?.text.split('\n') ?? [];
      const pairs = (conversion?.mappings ?? []).map(({ query, rule: place }) => [
        lines[query.start.line]?.slice(query.start.character, query.end.character),
        editor.document(rule).getText(place),
      ]);
      const [, value] = pairs.find(([part]) => part?.includes('w3wp.exe')) ?? [];
      expect(value).toContain('w3wp.exe');
    }
  });

  it('is of the newest text', async () => {
    const { editor } = await project({});
    await editor.open(rule, small);
    await editor.replace(rule, 'Field: x', 'Field: y');
    const reply = await editor.connection.sendRequest<Reply<ConvertResult>>(convertRequest.method, {
      uri: rule,
      conversions: [{ target: 'splunk', pipelines: [] }],
    });
    expect(reply).toMatchObject({ ok: true, value: { version: 2, conversions: [{ text: 'Field="y"' }] } });
  });
});

describe('lists', () => {
  it('rules are listed with their places', async () => {
    const { editor } = await project({});
    await editor.open(rule, `# head\n${small}---\n${small.replace('Small', 'Other')}---\nunrelated: 1\n`);
    const rules = await editor.connection.sendRequest<RulePlace[]>(listRulesRequest.method, { uri: rule });
    expect(rules.map(({ title, range }) => `${range.start.line} ${title}`)).toEqual(['1 Small', '9 Other']);
    expect(await editor.connection.sendRequest(listRulesRequest.method, { uri: config })).toEqual([]);
  });

  it('pipelines are listed with the targets that they are for', async () => {
    const { editor } = await project({});
    const pipelines = await editor.connection.sendRequest<BuiltinPipeline[]>(listPipelinesRequest.method, {});
    expect(pipelines.find(({ name }) => name === 'splunk_windows')?.targets).toContain('splunk');
    expect(pipelines.find(({ name }) => name === 'sysmon')?.targets).toEqual([]);
  });
});

it('a folder cannot be converted to a target that its project does not have', async () => {
  const { editor } = await project({});
  const params = { folder: '/project/a', output: '/project/out', conversions: [{ configured: 'x' }] };
  expect(await editor.connection.sendRequest(convertFolderRequest.method, params)).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('There is no target "x"') },
  });
});
