import { describe, expect, it } from 'vitest';
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  DocumentHighlight,
  Location,
  LocationLink,
} from 'vscode-languageserver';
import { expected, type Files, startNavigation } from './navigation-session.ts';

async function checkDefinition(files: Files): Promise<void> {
  const { editor, at, mark } = await startNavigation(files);
  const found = await editor.connection.sendRequest<Location[]>('textDocument/definition', at);
  expect(mark(found)).toEqual(expected(files));
}

/** The declaration counts as a reference unless `declaration` is false. */
async function checkReferences(files: Files, declaration = true): Promise<void> {
  const { editor, at, mark } = await startNavigation(files);
  const params = { ...at, context: { includeDeclaration: declaration } };
  const found = await editor.connection.sendRequest<Location[]>('textDocument/references', params);
  expect(mark(found)).toEqual(expected(files));
}

async function checkHighlights(text: string): Promise<void> {
  const files = { 'a.yml': text };
  const { editor, at, mark } = await startNavigation(files);
  const found = await editor.connection.sendRequest<DocumentHighlight[]>('textDocument/documentHighlight', at);
  expect(mark(found.map(({ range }) => ({ uri: at.textDocument.uri, range })))).toEqual(expected(files));
}

const rule = (detection: string) => `title: A\nlogsource:\n    product: windows\ndetection:\n${detection}`;

const login = `title: Failed Login
id: 5d2f6b1e-8a56-4d0b-9f0a-2f6f6f1f5a11
name: failed_login
logsource:
    product: windows
detection:
    selection:
        EventID: 4625
    condition: selection
`;

const correlation = (rules: string, more = '') => `title: Many
correlation:
    type: event_count
    rules:
${rules}
    group-by:
        - User
    timespan: 5m
    condition:
        gte: 5
${more}`;

describe('definition', () => {
  it('leads from a name in the condition to the selection', () =>
    checkDefinition({
      'a.yml': rule(`    <|sel|>:\n        A: 1\n    other:\n        B: 2\n    condition: other and s<|>el\n`),
    }));

  it('leads from a selector to all that it selects', () =>
    checkDefinition({
      'a.yml': rule(
        `    <|sel_a|>:\n        A: 1\n    '<|sel_b|>':\n        B: 2\n    other:\n        C: 1\n    condition: other and 1 of sel_<|>*\n`,
      ),
    }));

  it('leads from "them" to every selection but those with an underscore', () =>
    checkDefinition({
      'a.yml': rule(
        `    <|a|>:\n        A: 1\n    <|b|>:\n        B: 2\n    _c:\n        C: 1\n    condition: all of th<|>em\n`,
      ),
    }));

  it('stays within its document', () =>
    checkDefinition({
      'a.yml': `${rule('    sel:\n        A: 1\n    condition: sel\n')}---\n${rule('    <|sel|>:\n        A: 1\n    condition: sel<|>\n')}`,
    }));

  it('works in folded and quoted conditions, after characters of two units', () =>
    checkDefinition({
      'a.yml': rule(
        `    <|sel|>:\n        A: '🦊'\n    other:\n        B: '🦊'\n    condition: >\n        other and\n        not s<|>el\n`,
      ),
    }));

  it('works where the condition and the rest of the document are broken', () =>
    checkDefinition({ 'a.yml': rule(`    <|sel|>:\n        A|nope: 1\n    condition: (sel<|> and\ntags: [a\n`) }));

  it('leads from a shared part to each rule that uses it', () =>
    checkDefinition({
      'a.yml':
        'action: global\nlevel: low\ndetection:\n    <|sel|>:\n        A: 1\n    condition: se<|>l\n---\ntitle: A\nlogsource:\n    product: windows\n---\ntitle: B\nlogsource:\n    product: linux\n',
    }));

  it.each([
    ['id', '5d2f6b1e-8a56-4d0b-9f0a-2f6f6f<|>1f5a11'],
    ['id in capitals', "'5D2F6B1E-8A56-4D0B-9F0A-2F6F6F<|>1F5A11'"],
    ['name', 'failed<|>_login'],
  ])('leads from a correlation to the rule in another file, by %s', (_, mention) =>
    checkDefinition({
      'b.yml': correlation(`        - ${mention}`),
      'a.yml': login.replace('Failed Login', '<|Failed Login|>'),
    }),
  );

  it('leads from filters and related rules to the rule', async () => {
    const filter =
      'title: F\nlogsource:\n    product: windows\nfilter:\n    rules: failed<|>_login\n    sel:\n        A: 1\n    condition: not sel\n';
    const target = login.replace('Failed Login', '<|Failed Login|>');
    await checkDefinition({ 'f.yml': filter, 'a.yml': target });
    const related = `${rule('    sel:\n        A: 1\n    condition: sel\n')}related:\n    - id: 5d2f6b1e-8a56-4d<|>0b-9f0a-2f6f6f1f5a11\n      type: similar\n`;
    await checkDefinition({ 'r.yml': related, 'a.yml': target });
  });

  it('leads from an operand of an extended condition to the rule, in the same file too', () =>
    checkDefinition({
      'a.yml': `${login.replace('Failed Login', '<|Failed Login|>')}---\ntitle: T\ncorrelation:\n    type: temporal\n    rules:\n        - failed_login\n    timespan: 5m\n    condition: failed<|>_login and not failed_login\n`,
    }));

  it('leads from group-by to the alias of that name', () =>
    checkDefinition({
      'a.yml':
        'title: T\ncorrelation:\n    type: temporal\n    rules:\n        - x\n    aliases:\n        <|user|>:\n            x: User\n    group-by:\n        - us<|>er\n    timespan: 5m\n',
    }));

  it('is nothing for fields, values, tags and other YAML', async () => {
    await checkDefinition({ 'a.yml': rule(`    sel:\n        Fie<|>ld: 1\n    condition: sel\n`) });
    await checkDefinition({
      'a.yml': `${rule(`    sel:\n        A: 1\n    condition: sel\n`)}tags:\n    - attack.t10<|>59\n`,
    });
    const { editor, at } = await startNavigation({ 'a.yml': 'a: <|>b\n' });
    expect(await editor.connection.sendRequest('textDocument/definition', at)).toBeNull();
  });

  it('tells which words lead there, to editors that want to know', async () => {
    const files = { 'a.yml': rule(`    sel_a:\n        A: 1\n    condition: 1 of sel_<|>*\n`) };
    const { editor, at, mark } = await startNavigation(files, { textDocument: { definition: { linkSupport: true } } });
    const [link] = await editor.connection.sendRequest<LocationLink[]>('textDocument/definition', at);
    const { uri } = at.textDocument;
    const ranges = [link!.originSelectionRange!, link!.targetSelectionRange, link!.targetRange].map((range) => ({
      uri,
      range,
    }));
    expect(mark([ranges[0]!])['a.yml']).toContain('1 of <|sel_*|>');
    expect(mark([ranges[1]!])['a.yml']).toContain('<|sel_a|>:');
    expect(mark([ranges[2]!])['a.yml']).toContain('<|sel_a:\n        A: 1|>');
  });
});

describe('references', () => {
  it('of a selection are its name, the conditions and the selectors that select it', () =>
    checkReferences({
      'a.yml': rule(
        `    <|sel_<|>a|>:\n        A: 1\n    other:\n        B: 1\n    condition:\n        - <|sel_a|> and other\n        - 1 of <|sel_*|>\n        - other\n`,
      ),
    }));

  it('leave the name out when only mentions are wanted', () =>
    checkReferences({ 'a.yml': rule(`    sel:\n        A: 1\n    condition: <|s<|>el|> or <|sel|>\n`) }, false));

  it('of a rule are in all files, by id and by name', () =>
    checkReferences(
      {
        'a.yml': login.replace('name: failed_login', 'name: failed<|>_login'),
        'b.yml': correlation("        - '<|5D2F6B1E-8A56-4D0B-9F0A-2F6F6F1F5A11|>'\n        - other"),
        'c.yml': correlation(
          '        - <|failed_login|>',
          'related:\n    - id: <|5d2f6b1e-8a56-4d0b-9f0a-2f6f6f1f5a11|>\n      type: derived\n',
        ),
        'd.yml': correlation('        - other'),
      },
      false,
    ));

  it('are found from the title, and from a mention', async () => {
    await checkReferences(
      { 'a.yml': login.replace('Failed', 'Fai<|>led'), 'b.yml': correlation('        - <|failed_login|>') },
      false,
    );
    await checkReferences({
      'a.yml': login
        .replace('5d2f6b1e-8a56-4d0b-9f0a-2f6f6f1f5a11', '<|5d2f6b1e-8a56-4d0b-9f0a-2f6f6f1f5a11|>')
        .replace('name: failed_login', 'name: <|failed_login|>'),
      'b.yml': correlation('        - <|failed<|>_login|>'),
      'c.yml': correlation('        - <|failed_login|>'),
    });
  });

  it('of an alias are its name and the fields that use it', () =>
    checkReferences({
      'a.yml':
        'title: T\ncorrelation:\n    type: value_count\n    rules:\n        - x\n    aliases:\n        <|user|>:\n            x: User\n    group-by:\n        - "<|us<|>er|>"\n        - host\n    condition:\n        field: <|user|>\n        gte: 2\n    timespan: 5m\n',
    }));
});

describe('the call hierarchy', () => {
  it('leads from a rule to what is about it, and from there to the rules', async () => {
    const { editor, at, mark } = await startNavigation({
      'a.yml': login.replace('name: failed_login', 'name: failed<|>_login'),
      'b.yml': correlation('        - failed_login\n        - ghost'),
      'c.yml': correlation(
        '        - other',
        'related:\n    - id: 5d2f6b1e-8a56-4d0b-9f0a-2f6f6f1f5a11\n      type: derived\n',
      ),
    });
    const send = <Result>(method: string, params: object) => editor.connection.sendRequest<Result>(method, params);
    const [item] = await send<CallHierarchyItem[]>('textDocument/prepareCallHierarchy', at);
    expect(item?.name).toBe('Failed Login');
    const incoming = await send<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', { item });
    expect(incoming.map(({ from }) => from.name)).toEqual(['Many']);
    const { from, fromRanges } = incoming[0]!;
    expect(mark(fromRanges.map((range) => ({ uri: from.uri, range })))['b.yml']).toContain('- <|failed_login|>');
    const outgoing = await send<CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', { item: from });
    expect(outgoing.map(({ to }) => to.name)).toEqual(['Failed Login']);
    expect(outgoing[0]?.fromRanges).toEqual(fromRanges);
    expect(await send('callHierarchy/outgoingCalls', { item })).toEqual([]);
  });
});

describe('highlights', () => {
  it('are the places that mean the same, not those with the same words', () =>
    checkHighlights(rule(`    <|sel|>:\n        sel: sel\n    condition: not <|s<|>el|>\n`)));

  it('of a selector are the selections', () =>
    checkHighlights(
      rule(
        `    <|a_1|>:\n        A: 1\n    <|a_2|>:\n        A: 1\n    b:\n        A: 1\n    condition: b and all of <|a<|>_*|>\n`,
      ),
    ));

  it('of a field are the same field elsewhere', () =>
    checkHighlights(
      rule(`    a:\n        <|Im<|>age|>|endswith: Image\n    b:\n        - <|Image|>: x\n    condition: a or b\n`),
    ));

  it('exist in broken documents', () =>
    checkHighlights(rule(`    <|sel|>:\n        A: [1\n    condition: <|s<|>el|> and (\n`)));
});
