import { describe, expect, it } from 'vitest';
import type { DocumentLink, FoldingRange, SelectionRange } from 'vscode-languageserver';
import { startNavigation } from './navigation-session.ts';

/** The text with the range of folded lines before each: `2-5 comment`. */
async function folded(text: string): Promise<string[] | null> {
  const { editor, at } = await startNavigation({ 'a.yml': text });
  const found = await editor.connection.sendRequest<FoldingRange[] | null>('textDocument/foldingRange', at);
  return (
    found?.map(({ startLine, endLine, kind }) => [`${startLine}-${endLine}`, kind].filter(Boolean).join(' ')) ?? null
  );
}

/** What a growing selection covers, from the cursor on. */
async function grown(text: string): Promise<string[]> {
  const session = await startNavigation({ 'a.yml': text });
  const { textDocument, position } = session.at;
  const params = { textDocument, positions: [position] };
  const [found] = await session.editor.connection.sendRequest<SelectionRange[]>('textDocument/selectionRange', params);
  const covered: string[] = [];
  for (let range = found; range; range = range.parent)
    covered.push(session.editor.document(textDocument.uri).getText(range.range));
  return covered;
}

async function links(files: Record<string, string>): Promise<string[]> {
  const { editor, at } = await startNavigation(files);
  const found = await editor.connection.sendRequest<DocumentLink[]>('textDocument/documentLink', at);
  const document = editor.document(at.textDocument.uri);
  return found.map(({ range, target }) => `${document.getText(range)} → ${target}`);
}

const rule = `title: A
references:
    - https://example.org
    - https://example.com
detection:
    sel:
        Image:
            - a
            - b
        Text: |
            # no comment
            # either
    # one
    # two

    condition: sel
# end
`;

describe('folding', () => {
  it('covers sections, selections, lists, long values and comments, without what follows them', async () => {
    expect(await folded(rule)).toEqual(['1-3', '4-15', '5-11', '6-8', '9-11', '12-13 comment']);
  });

  it('covers the documents of a file, items of lists, and regions', async () => {
    const text = `title: A\ndetection:\n    sel:\n        - A: 1\n          B: 2\n        - C: 1\n---\n# region x\ntitle: B\ndetection: {}\n# endregion\n`;
    expect(await folded(text)).toEqual(['0-5 region', '1-5', '2-5', '3-4', '6-9 region', '7-10 region']);
  });

  it('is the same whatever the line ends are, and left to the editor in other YAML', async () => {
    expect(await folded(rule.replaceAll('\n', '\r\n'))).toEqual(await folded(rule));
    expect(await folded('a:\n    b: 1\n')).toBeNull();
  });

  it('exists in broken documents', async () => {
    expect(await folded(`title: A\ndetection:\n    sel:\n        A: 'open\n        B: 1\n`)).toContain('2-4');
  });
});

describe('a growing selection', () => {
  it('goes from the word to the value, the item, the selection, the section and the document', async () => {
    const text = `title: A\ndetection:\n    sel:\n        Image|endswith: '\\cm<|>d.exe'\n        B: 1\n    condition: sel\n---\ntitle: B\ndetection: {}\n`;
    expect(await grown(text)).toEqual([
      'cmd',
      '\\cmd.exe',
      "'\\cmd.exe'",
      "Image|endswith: '\\cmd.exe'",
      "Image|endswith: '\\cmd.exe'\n        B: 1",
      "sel:\n        Image|endswith: '\\cmd.exe'\n        B: 1",
      "sel:\n        Image|endswith: '\\cmd.exe'\n        B: 1\n    condition: sel",
      "detection:\n    sel:\n        Image|endswith: '\\cmd.exe'\n        B: 1\n    condition: sel",
      "title: A\ndetection:\n    sel:\n        Image|endswith: '\\cmd.exe'\n        B: 1\n    condition: sel",
      text.replace('<|>', ''),
    ]);
  });

  it('goes from a modifier to the field, and through the expressions of a condition', async () => {
    const modifier = await grown(`title: A\ndetection:\n    sel:\n        Image|ends<|>with: x\n`);
    expect(modifier.slice(0, 3)).toEqual(['endswith', 'Image|endswith', 'Image|endswith: x']);
    const condition = await grown(`title: A\ndetection:\n    a: 1\n    condition: a and not (b or 1 of c<|>_*)\n`);
    expect(condition.slice(0, 7)).toEqual([
      'c_',
      'c_*',
      '1 of c_*',
      'b or 1 of c_*',
      'not (b or 1 of c_*)',
      'a and not (b or 1 of c_*)',
      'condition: a and not (b or 1 of c_*)',
    ]);
  });

  it('exists in broken documents', async () => {
    expect((await grown(`title: A\ndetection:\n    sel: [a, b<|>c\n`)).slice(0, 2)).toEqual([
      'bc',
      expect.stringContaining('bc'),
    ]);
  });
});

describe('links', () => {
  it('are addresses of the web, tags, and other rules', async () => {
    const text = `title: A
references:
    - https://example.org/a?b=c#d
    - 'HTTP://Example.org'
    - javascript:alert(1)
    - command:workbench.action.quit
    - file:///etc/passwd
    - https://example.org/ (page 3)
    - "http:"
tags:
    - attack.t1059.001
    - attack.T1547
    - attack.g0016
    - attack.s0002
    - attack.initial-access
    - attack.credential_access
    - cve.2021-44228
    - cve.2021.44228
    - attack.nonsense
    - attack.t1562.001
    - attack.t9999
    - attack.g9999
    - attack.ta0099
    - attack.ta0001
    - d3fend.d3-al
    - d3fend.d3-nothing
    - tlp.white
detection: {}
related:
    - id: 5d2f6b1e-8a56-4d0b-9f0a-2f6f6f1f5a11
      type: similar
    - id: 00000000-8a56-4d0b-9f0a-2f6f6f1f5a11
      type: similar
`;
    const other = 'id: 5d2f6b1e-8a56-4d0b-9f0a-2f6f6f1f5a11\ntitle: Other\ndetection: {}\n';
    const session = await startNavigation({ 'a.yml': text, 'ü b.yml': other });
    await session.editor.connection.sendRequest('workspace/symbol', { query: '' });
    const { editor, at } = session;
    const found = await editor.connection.sendRequest<DocumentLink[]>('textDocument/documentLink', at);
    const document = editor.document(at.textDocument.uri);
    const words = found.map(({ range, target, tooltip }) =>
      [`${document.getText(range)} → ${target}`, ...(tooltip ? [tooltip] : [])].join(': '),
    );
    expect(words).toEqual([
      'https://example.org/a?b=c#d → https://example.org/a?b=c#d',
      'HTTP://Example.org → http://example.org/',
      'attack.t1059.001 → https://attack.mitre.org/techniques/T1059/001/',
      'attack.T1547 → https://attack.mitre.org/techniques/T1547/',
      'attack.g0016 → https://attack.mitre.org/groups/G0016/',
      'attack.s0002 → https://attack.mitre.org/software/S0002/',
      'attack.initial-access → https://attack.mitre.org/tactics/TA0001/',
      'attack.credential_access → https://attack.mitre.org/tactics/TA0006/',
      'cve.2021-44228 → https://nvd.nist.gov/vuln/detail/CVE-2021-44228',
      'cve.2021.44228 → https://nvd.nist.gov/vuln/detail/CVE-2021-44228',
      'attack.t1562.001 → https://attack.mitre.org/techniques/T1685/: T1562.001 (Disable or Modify Tools) was replaced by T1685.',
      'attack.ta0001 → https://attack.mitre.org/tactics/TA0001/',
      'd3fend.d3-al → https://d3fend.mitre.org/technique/d3f:AccountLocking',
      '5d2f6b1e-8a56-4d0b-9f0a-2f6f6f1f5a11 → file:///rules/%C3%BC%20b.yml#L2,8: Other',
    ]);
  });

  it('exist in broken documents and in every document of a file', async () => {
    const text = `title: A\nreferences:\n    - https://a.example\ndetection: [\n---\ntitle: B\nreferences:\n    - https://b.example\ndetection: {}\n`;
    expect(await links({ 'a.yml': text })).toContain('https://b.example → https://b.example/');
    expect(
      await links({ 'a.yml': 'title: A\nreferences:\n    - https://a.example\ndetection:\n    sel: "open\n' }),
    ).toEqual(['https://a.example → https://a.example/']);
  });
});
