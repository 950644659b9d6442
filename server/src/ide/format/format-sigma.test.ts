import { describe, expect, it } from 'vitest';
import { parseSigma } from '../../sigma/parse-sigma.ts';
import { formatSigma } from './format-sigma.ts';

/** Formats a text, and proves on the way that the edits lead to the result and that a second run changes nothing. */
function format(text: string): string {
  const { text: formatted, edits, refusal } = formatSigma(parseSigma(text));
  expect(refusal).toBeUndefined();
  let edited = text;
  for (const { span, newText } of [...edits].reverse()) {
    edited = edited.slice(0, span.start) + newText + edited.slice(span.end);
  }
  expect(edited).toBe(formatted);
  expect(formatSigma(parseSigma(formatted)).edits).toEqual([]);
  return formatted;
}

describe('formatting a rule', () => {
  it('orders keys, indents by four, takes single quotes, keeps comments with their lines', () => {
    const before = `# kept at the top

level: high  # how bad
detection:
  condition: selection and not filter
  selection:
  - Image|endswith: "\\\\cmd.exe"   # the shell
    CommandLine|contains:
      # either
      - "it's"
      - 'b'
      # - 'c'
  filter:
    User:   SYSTEM
logsource: {product: windows, category: process_creation}
# about the title
title:  A   rule


description: >
  Folded
    text
tags: [attack.execution]
custom: 1
status: test`;
    expect(format(before)).toBe(`# kept at the top

# about the title
title: A   rule
status: test

description: >
    Folded
      text
tags: [attack.execution]
logsource: {product: windows, category: process_creation}
detection:
    selection:
        - Image|endswith: '\\cmd.exe'   # the shell
          CommandLine|contains:
              # either
              - "it's"
              - 'b'
              # - 'c'
    filter:
        User: SYSTEM
    condition: selection and not filter
level: high  # how bad
custom: 1
`);
  });

  it('orders correlations and filters, and every document of a file', () => {
    const before = `correlation:
  condition: {gte: 3}
  group-by: [User]
  type: event_count
  rules: a
  timespan: 5m
title: C
--- # the filter
filter:
    condition: selection
    selection: {User: x}
    rules: any
title: F
logsource:
    product: windows
---
just: [other, yaml]
`;
    expect(format(before)).toBe(`title: C
correlation:
    type: event_count
    rules: a
    group-by: [User]
    timespan: 5m
    condition: {gte: 3}
--- # the filter
title: F
logsource:
    product: windows
filter:
    rules: any
    selection: {User: x}
    condition: selection
---
just: [other, yaml]
`);
  });

  it.each([
    [
      'kept line breaks',
      'description: |+\n  a\n\n\ntitle: A\ndetection: {}\n',
      'title: A\ndescription: |+\n    a\n\n\ndetection: {}\n',
    ],
    ['an indentation of its own', 'detection: {}\ndescription: |2\n    a\n', 'description: |2\n    a\ndetection: {}\n'],
    ['an open block at the end', 'detection: {}\ndescription: |\n  a', 'detection: {}\ndescription: |\n    a'],
    [
      'a quoted text of several lines',
      'detection: {}\ntitle: "a\n b\\\n  c"\n',
      'title: "a\n    b\\\n     c"\ndetection: {}\n',
    ],
    ['escapes', 'title: "a\\tb"\ndetection: {x: "\\u0041"}\n', 'title: "a\\tb"\ndetection: {x: "\\u0041"}\n'],
    [
      'anchors and aliases',
      'detection:\n  a: &a\n    x: 1\n  b: *a\n  c:\n  - *a\n',
      'detection:\n    a: &a\n        x: 1\n    b: *a\n    c:\n        - *a\n',
    ],
    ['lists in lists', 'detection:\n a:\n -   - 1\n     - 2\n', 'detection:\n    a:\n        - - 1\n          - 2\n'],
    [
      'values on lines of their own',
      'detection:\n  a:\n    # why\n    b\n',
      'detection:\n    a:\n        # why\n        b\n',
    ],
    [
      'empty values',
      'detection:\n  a: # nothing\n  b:\n   -\n   - ~\n',
      'detection:\n    a: # nothing\n    b:\n        -\n        - ~\n',
    ],
    [
      'flow collections of several lines',
      'detection:\n  a: [1, # one\n    2\n  ]\n',
      'detection:\n    a: [1, # one\n      2\n    ]\n',
    ],
    ['repeated keys', 'title: B\nid: 1\ntitle: A\ndetection: {}\n', 'title: B\nid: 1\ntitle: A\ndetection: {}\n'],
    ['values that cannot be made', 'detection: {}\ndate:  2025-02-30\n', 'date: 2025-02-30\ndetection: {}\n'],
    ['CRLF', 'title: A\r\ndetection:\r\n  a: 1\r\n', 'title: A\r\ndetection:\r\n    a: 1\r\n'],
    ['a byte order mark', '\ufeffdetection: {}\ntitle: A\n', '\ufefftitle: A\ndetection: {}\n'],
    [
      'directives',
      'detection: {}\ntitle: A\n# sigmasmith-disable-next-line x\nid: 1\n',
      'title: A\n# sigmasmith-disable-next-line x\nid: 1\ndetection: {}\n',
    ],
  ])('respects %s', (_name, before, after) => {
    expect(format(before)).toBe(after);
  });

  it.each([
    ['# head\n', '', ''],
    ['# head\n# more\n', '', ''],
    ['# head\n', '# sigmasmith-disable-next-line x\n', ''],
    ['# head\n\n', '# about the level\n', ''],
    ['', '# sigmasmith-disable-next-line x\n', '# about the title\n'],
  ])('leaves %j at the head of the document when %j goes with the first key', (head, ofLevel, ofTitle) => {
    const rest = 'logsource:\n    product: windows\ndetection: {}\n';
    for (const start of ['', 'title: A\n---\n']) {
      const before = `${start}${head}${ofLevel}level: high\n${ofTitle}title: B\n${rest}`;
      expect(format(before)).toBe(`${start}${head}${ofTitle}title: B\n${rest}${ofLevel}level: high\n`);
    }
  });

  it.each([
    ['broken YAML', 'title: [a\ndetection: {}\n', /the YAML cannot be read: /],
    ['complex keys', 'detection:\n    ? [a]\n    : 1\ntitle: A\n', /question mark/],
    ['keys with a question mark', 'detection:\n    ? a\n    : 1\n', /question mark/],
    ['a document in braces', '{title: A, detection: {}}\n', /is not written in lines/],
    ['other line ends', 'title: A\rdetection: {}\r', /other than LF or CRLF/],
  ])('leaves %s alone and says why', (_name, text, reason) => {
    const formatted = formatSigma(parseSigma(text));
    expect(formatted).toMatchObject({ text, edits: [] });
    expect(formatted.refusal?.message).toMatch(reason);
  });

  it('changes only the keys of a range, and moves none', () => {
    const text = 'level: high\nlogsource:\n  product: windows\ndetection:\n  a:  1\n  condition: a\n';
    const start = text.indexOf('a:');
    const { text: formatted } = formatSigma(parseSigma(text), { range: { start, end: start } });
    expect(formatted).toBe('level: high\nlogsource:\n  product: windows\ndetection:\n    a: 1\n    condition: a\n');
  });

  const section = 'detection:\n  a:\n    x:  "b"\n    y: [1]  #  c\n  condition: a\nlevel:   low\n';
  it.each([
    ['one line that shares no indentation', 'level: ', section.replace('level:   low', 'level: low')],
    ['a line with the lines beside it', '    y', section.replace(/^ {4}/gm, '$&$&').replace(':  "b"', ": 'b'")],
    ['no line behind the selection', 'detection:\n', section],
  ])('changes of a range %s', (_name, words, after) => {
    for (const lineEnd of ['\n', '\r\n']) {
      const text = section.replaceAll('\n', lineEnd);
      const start = text.indexOf(words.replaceAll('\n', lineEnd));
      const range = { start, end: start + words.replaceAll('\n', lineEnd).length };
      expect(formatSigma(parseSigma(text), { range }).text).toBe(after.replaceAll('\n', lineEnd));
    }
  });

  it('makes small edits', () => {
    const text = 'title: A\ndetection:\n    a: "b"\n    condition: a\n';
    const { edits } = formatSigma(parseSigma(text));
    expect(edits.map(({ span, newText }) => [text.slice(span.start, span.end), newText])).toEqual([['"b"', "'b'"]]);
  });
});

describe('comments that silence checks from one to the next', () => {
  const rule = (above: string, below: string) =>
    `title: A\n# ${above}\ndetection:\n  condition: a\n  a: 1\n  b: "2"\n# ${below}\nlogsource:\n  product: windows\nid: x\n`;
  const indented = (text: string) => text.replace(/^ +/gm, '    ').replaceAll('"', "'");

  it.each([
    ['sigmasmith-disable dangling_detection', 'sigmasmith-enable dangling_detection'],
    ['rsigma-disable', 'rsigma-enable -- from here on again'],
    ['sigmasmith-enable', 'sigmasmith-disable'],
  ])('keep all keys in their order: %s, %s', (above, below) => {
    expect(format(rule(above, below))).toBe(indented(rule(above, below)));
  });

  it.each([
    ['sigmasmith-disable dangling_detection', 'a note'],
    ['sigmasmith-disable-next-line', 'sigmasmith-disable-line'],
    ['a note', 'sigmasmith-enable'],
  ])('are no others: %s, %s', (above, below) => {
    expect(format(rule(above, below))).toMatch(/^title: A\nid: x\n# .*\nlogsource:/);
  });

  it('keep the order in the documents that hold them only', () => {
    const other = 'id: y\ntitle: B\nlogsource:\n    product: windows\n';
    const [first, last] = [rule('a note', 'sigmasmith-disable'), rule('sigmasmith-enable', 'a note')];
    expect(format([first, other, last].join('---\n'))).toBe(
      [indented(first), other.replace('id: y\ntitle: B\n', 'title: B\nid: y\n'), indented(last)].join('---\n'),
    );
  });
});
