import { describe, expect, it } from 'vitest';
import { loadPipeline } from './load-pipeline.ts';

/** Class and place of every error. */
function errorsOf(text: string) {
  return loadPipeline(text).errors.map(({ errorClass, span }) => [errorClass, text.slice(span.start, span.end).trim()]);
}

const items = (...lines: string[]) => `name: p\npriority: 1\ntransformations:\n${lines.join('\n')}\n`;

describe('a pipeline file', () => {
  it('may have everything', () => {
    const { pipeline, errors } = loadPipeline(
      [
        'name: mine',
        'priority: 20',
        'allowed_backends: [splunk]',
        'vars: {admins: [root, admin]}',
        'transformations:',
        '  - id: fields',
        '    type: field_name_mapping',
        '    mapping: {Image: proc}',
        '    rule_conditions:',
        '      - type: logsource',
        '        product: windows',
        'postprocessing:',
        '  - type: embed',
        "    prefix: 'index=x '",
        'finalizers:',
        '  - type: concat',
      ].join('\n'),
    );
    expect(errors).toEqual([]);
    expect(pipeline).toMatchObject({ name: 'mine', priority: 20, vars: new Map([['admins', ['root', 'admin']]]) });
    expect([...(pipeline?.allowedBackends ?? [])]).toEqual(['splunk']);
    expect(pipeline?.items.map(({ identifier }) => identifier)).toEqual(['fields']);
  });

  it('that is broken YAML, or no mapping, is refused', () => {
    expect(loadPipeline('transformations: [').errors[0]?.errorClass).toBe('SigmaPipelineParsingError');
    expect(loadPipeline('- a\n').pipeline).toBeUndefined();
  });

  it('tells every error and its place', () => {
    const text = items(
      '  - type: nosuch',
      '  - type: field_name_mapping',
      '  - type: replace_string',
      "    regex: '('",
      '    replacement: x',
      '  - type: field_name_prefix',
      '    prefix: x',
    );
    expect(errorsOf(text)).toEqual([
      ['SigmaConfigurationError', 'nosuch'],
      ['SigmaConfigurationError', 'type: field_name_mapping'],
      ['SigmaRegularExpressionError', "'('"],
    ]);
  });

  it.each([
    ['  - mapping: {}', 'without a type'],
    ['  - type: set_state\n    key: a\n    value: b', 'with unknown parameters'],
    ['  - type: set_state\n    key: a\n    val: b\n    rule_cond_expr: x and', 'with a broken expression'],
    [
      '  - type: set_state\n    key: a\n    val: b\n    rule_conditions:\n      - type: nosuch',
      'with unknown conditions',
    ],
  ])('refuses items %s (%s)', (item) => {
    const { pipeline, errors } = loadPipeline(items(item));
    expect(pipeline).toBeUndefined();
    expect(errors).toHaveLength(1);
  });

  it('runs no code: templates with files of Python are refused', () => {
    const text = 'name: p\npostprocessing:\n  - type: template\n    template: x\n    vars: helpers.py\n';
    expect(errorsOf(text)).toEqual([['SigmaSecurityError', 'helpers.py']]);
  });

  it('tells what is wrong with a template', () => {
    const text = "name: p\nfinalizers:\n  - type: template\n    template: '{% for x in queries %}'\n";
    expect(loadPipeline(text).errors[0]?.errorClass).toBe('TemplateSyntaxError');
  });

  it('is told where its templates are wrong', () => {
    const wrong = (...lines: string[]) => errorsOf(['postprocessing:', '  - type: template', ...lines].join('\n'));
    expect(wrong("    template: 'a {{ query|foo }}'")).toEqual([['TemplateAssertionError', '{{ query|foo }}']]);
    expect(wrong('    template: |', '      {{ query }}', '      b {{ query + }}')).toEqual([
      ['TemplateSyntaxError', '{{ query + }}'],
    ]);
    const finalizer = 'finalizers:\n  - type: template\n    template: "x\\n{{ y"';
    expect(errorsOf(finalizer)).toEqual([['TemplateSyntaxError', '{{']]);
  });
});
