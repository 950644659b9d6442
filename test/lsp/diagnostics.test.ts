import { describe, expect, it } from 'vitest';
import { connectInMemory, type InMemory } from './editor.ts';

const uri = 'file:///c%3A/rules/wrong.yml';

async function start(options?: unknown): Promise<InMemory> {
  const memory = connectInMemory();
  await memory.editor.initialize(options);
  return memory;
}

/** What is shown once everything due has run. */
async function shown({ editor, timers }: InMemory, document = uri): Promise<string[]> {
  await editor.settle();
  timers.advance(10_000);
  await editor.settle();
  return editor.squiggles(document);
}

const wrong = `title: Rule with mistakes 🦊
id: 0f06a3a5-6a09-413f-8743-e6cf35561297
logsource:
    product: windows
    category: process_creation
detection:
    selection:
        "🦊Image|endwith": '\\cmd.exe'
    unused:
        CommandLine|contains: '🦊'
    condition: selection and filter
`;

const found = [
  '7:17-24 sigma-modifier-error «endwith»',
  '8:4-10 dangling_detection «unused»',
  '10:29-35 sigma-condition-error «filter»',
];

describe('diagnostics', () => {
  it('stand at the exact token, in UTF-16 units, under the URI that the editor uses', async () => {
    const memory = await start();
    await memory.editor.open(uri, wrong);
    expect(await shown(memory)).toEqual(found);
    expect(memory.editor.published.map((params) => params.uri)).toEqual([uri]);
  });

  it.each([
    ['\r\n', 'CRLF'],
    ['\r', 'CR'],
  ])('stand at the same places when lines end with %j (%s)', async (end) => {
    const memory = await start();
    await memory.editor.open(uri, wrong.replaceAll('\n', end));
    expect(await shown(memory)).toEqual(found);
  });

  it('carry severity, code, source and a message', async () => {
    const memory = await start();
    await memory.editor.open(uri, wrong);
    await shown(memory);
    const [modifier, dangling] = memory.editor.shown(uri) ?? [];
    expect(modifier).toMatchObject({ severity: 1, source: 'sigma', code: 'sigma-modifier-error' });
    expect(modifier?.message).toContain('endswith');
    expect(dangling).toMatchObject({ severity: 2, code: 'dangling_detection' });
  });

  it('disappear when the mistake is mended, and when the document is closed', async () => {
    const memory = await start();
    await memory.editor.open(uri, wrong);
    await shown(memory);
    await memory.editor.replace(uri, 'endwith', 'endswith');
    expect(await shown(memory)).toEqual(found.slice(1));
    await memory.editor.close(uri);
    await memory.editor.settle();
    expect(memory.editor.shown(uri)).toEqual([]);
  });

  it('come with the version that they belong to', async () => {
    const memory = await start();
    await memory.editor.open(uri, wrong);
    await shown(memory);
    await memory.editor.replace(uri, 'endwith', 'endswith');
    await shown(memory);
    expect(memory.editor.published.map(({ version }) => version)).toEqual([1, 2]);
  });
});

describe('checking while someone types', () => {
  it('waits for a rest of the configured length, and checks only what is newest', async () => {
    const { editor, timers } = await start({ debounce: 300 });
    await editor.open(uri, wrong);
    await editor.settle();
    timers.advance(0);
    for (const letter of ['e', 'n', 'd']) {
      await editor.replace(uri, 'unused', `${letter}unused`);
      await editor.settle();
      timers.advance(299);
    }
    await editor.settle();
    expect(editor.published.map(({ version }) => version)).toEqual([1]);
    timers.advance(1);
    await editor.settle();
    expect(editor.published.map(({ version }) => version)).toEqual([1, 4]);
    expect(editor.squiggles(uri)[1]).toBe('8:4-13 dangling_detection «endunused»');
  });

  it('keeps documents apart, and forgets those that were closed before their check', async () => {
    const { editor, timers } = await start();
    const other = 'file:///c%3A/rules/other.yml';
    await editor.open(uri, wrong);
    await editor.open(other, wrong);
    await editor.settle();
    expect(timers.pending).toBe(2);
    await editor.close(other);
    await editor.settle();
    expect(timers.pending).toBe(1);
    timers.advance(0);
    await editor.settle();
    expect(editor.shown(other)).toBeUndefined();
    expect(editor.squiggles(uri)).toEqual(found);
  });
});

describe('which documents are Sigma', () => {
  const compose = 'services:\n  web: {image: nginx, image: x}\n  filter: [a\n';

  it('says nothing about other YAML, broken or not', async () => {
    const memory = await start();
    await memory.editor.open(uri, compose);
    expect(await shown(memory)).toEqual([]);
    expect(memory.editor.published).toEqual([]);
  });

  it('recognises a document while it is written', async () => {
    const memory = await start();
    await memory.editor.open(uri, 'title: A rule\n');
    expect(await shown(memory)).toEqual([]);
    await memory.editor.replace(uri, 'title: A rule\n', 'title: A rule\nlogsource:\n    product: windows\n');
    expect(await shown(memory)).not.toEqual([]);
    expect(memory.editor.statuses.at(-1)).toEqual({ sigmaDocuments: [uri] });
  });

  it('keeps a recognised document Sigma until it is closed', async () => {
    const memory = await start();
    await memory.editor.open(uri, wrong);
    await shown(memory);
    await memory.editor.replace(uri, wrong, 'name: gone\n');
    expect(await shown(memory)).not.toEqual([]);
    await memory.editor.close(uri);
    await memory.editor.open(uri, 'name: gone\n');
    expect(await shown(memory)).toEqual([]);
  });

  it('leaves other YAML documents in the same file alone, also while one is broken', async () => {
    const memory = await start();
    await memory.editor.open(uri, `a: 1\n---\n${wrong}---\nb: 2\n`);
    const places = (await shown(memory)).map((line) => line.replace(/^\d+:/, ''));
    expect(places).toEqual(found.map((line) => line.replace(/^\d+:/, '')));
    await memory.editor.replace(uri, 'detection:', 'detectio:');
    expect((await shown(memory)).every((line) => Number.parseInt(line, 10) >= 2)).toBe(true);
    expect((await shown(memory)).every((line) => Number.parseInt(line, 10) < 14)).toBe(true);
  });

  it('treats documents of language sigma as Sigma, whatever is in them', async () => {
    const memory = await start();
    await memory.editor.open('untitled:/ws/new-rule.yml', 'name: x\n', 'sigma');
    expect(await shown(memory, 'untitled:/ws/new-rule.yml')).not.toEqual([]);
  });
});

describe('YAML syntax errors', () => {
  const broken = wrong.replace("'\\cmd.exe'", "'\\cmd.exe");

  it('are reported alone: what else seems wrong is their consequence', async () => {
    const memory = await start();
    await memory.editor.open(uri, broken);
    const codes = (await shown(memory)).map((line) => line.split(' ')[1]);
    expect(new Set(codes)).toEqual(new Set(['parser-error']));
  });

  it('are left to another extension where one reports them, but not in our own documents', async () => {
    const memory = await start({ yamlSyntaxErrors: false });
    await memory.editor.open(uri, broken);
    await memory.editor.open('untitled:a.yml', broken, 'sigma');
    expect(await shown(memory)).toEqual([]);
    expect(await shown(memory, 'untitled:a.yml')).not.toEqual([]);
  });

  it('appear when that extension goes, without an edit', async () => {
    const memory = await start({ yamlSyntaxErrors: false });
    await memory.editor.open(uri, broken);
    expect(await shown(memory)).toEqual([]);
    await memory.editor.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { sigmasmith: { yamlSyntaxErrors: true } },
    });
    expect(await shown(memory)).not.toEqual([]);
  });
});
