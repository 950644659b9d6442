import { describe, expect, it } from 'vitest';
import { parseSigma } from '../sigma/parse-sigma.ts';
import type { SigmaRule } from '../sigma/rule/sigma-rule.ts';
import { ConversionError } from './conversion-error.ts';
import { loadPipeline } from './load-pipeline.ts';
import { applyPipeline } from './processing-pipeline.ts';
import { itemsOf, ruleDraft } from './rule-draft.ts';
import { plainOf } from './sigma-value.ts';
import type { ExternalSources } from './transformation.ts';

const rule = `title: T
logsource: {product: x}
detection:
  sel:
    f|expand: '%names%'
  condition: sel
`;

function valuesWith(item: string, sources: ExternalSources | undefined): string[] {
  const text = `name: p\ntransformations:\n  - ${item.replaceAll('\n', '\n    ')}\n`;
  const { pipeline, errors } = loadPipeline(text, { externalSources: sources });
  if (!pipeline) throw new ConversionError(errors[0]?.errorClass ?? '', errors[0]?.message ?? '');
  const draft = ruleDraft(parseSigma(rule, { treatAsSigma: true }).collection.rules[0] as SigmaRule);
  applyPipeline(pipeline, draft, false);
  return itemsOf(draft).flatMap(({ value }) =>
    value.map((each) => (each.type === 'string' ? plainOf(each) : each.type)),
  );
}

function holding(content: string, asked: unknown[] = []): ExternalSources {
  const answer = (question: unknown) => {
    asked.push(question);
    return content;
  };
  return { readFile: answer, fetch: answer, run: answer };
}

const file = 'type: file_placeholders\npath: names.txt';

describe('values from outside', () => {
  it('are read only where the user has allowed it', () => {
    for (const item of [file, 'type: http_placeholders\nurl: https://x', 'type: command_placeholders\ncmd: ls'])
      expect(() => valuesWith(item, undefined)).toThrow(
        expect.objectContaining({ errorClass: 'SigmaSecurityError' }) as ConversionError,
      );
  });

  it.each([
    ['lines', file, ' a \n\nb*\n', ['a', 'b*']],
    ['lines that match', `${file}\nfilter: ^b`, 'a\nb\n', ['b']],
    ['a column by name', `${file}\nformat: csv\ncsv_column: n`, 'm,n\n1,"a,""b"""\n2,c\n', ['a,"b"', 'c']],
    ['a column by number', `${file}\nformat: csv\ncsv_column: 0`, 'm,n\n1,a\n2\n', ['1', '2']],
    [
      'a path in JSON',
      `${file}\nformat: json\njq_expression: .items[].name`,
      '{"items":[{"name":"a"},{"name":2}]}',
      ['a', '2'],
    ],
    ['a path in YAML', `${file}\nformat: yaml\njq_expression: '.a["b c"][1]'`, 'a:\n  b c: [x, y]\n', ['y']],
  ])('may be %s', (_, item, content, expected) => {
    expect(valuesWith(item, holding(content))).toEqual(expected);
  });

  it.each([
    ['an unknown format', `${file}\nformat: xml`],
    ['a column that is not there', `${file}\nformat: csv\ncsv_column: z`],
    ['a path that is none', `${file}\nformat: yaml\njq_expression: 'map(.a)'`],
    ['a path to a list', `${file}\nformat: yaml\njq_expression: .a`],
  ])('are refused for %s', (_, item) => {
    const content = item.includes('csv') ? 'm,n\n1,2\n' : 'a: [1]\n';
    expect(() => valuesWith(item, holding(content))).toThrow(
      expect.objectContaining({ errorClass: 'SigmaConfigurationError' }) as ConversionError,
    );
  });

  it('come from an address with what the pipeline says', () => {
    const asked: unknown[] = [];
    const item = 'type: http_placeholders\nurl: https://x/y\nmethod: POST\nparams: {a: b c}\njson_body: {k: 1}';
    expect(valuesWith(item, holding('v\n', asked))).toEqual(['v']);
    expect(asked).toEqual([
      {
        url: 'https://x/y?a=b+c',
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"k": 1}',
      },
    ]);
  });
});
