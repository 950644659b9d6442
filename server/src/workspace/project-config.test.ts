import { describe, expect, it } from 'vitest';
import { sliceSpan } from '../base/span.ts';
import { readProjectConfig } from './project-config.ts';

/** `severity «words» message`, in the order found. */
function complaints(text: string): string[] {
  return readProjectConfig(text).problems.map(
    ({ severity, span, message }) => `${severity} «${sliceSpan(text, span)}» ${message}`,
  );
}

describe('readProjectConfig', () => {
  it('reads targets with the place of every word', () => {
    const text = `targets:
  - name: SOC
    target: splunk
    pipelines: [splunk_windows, pipelines/fields.yml]
    format: savedsearches
    options:
      min_time: -7d
      query_settings: {a: "1", b: [1, x]}
    correlationMethod: stats
  - {name: lake, target: kusto, pipelines: azure_monitor}
`;
    const { value, problems } = readProjectConfig(text);
    expect(problems).toEqual([]);
    const [soc, lake] = value.targets;
    expect(soc?.pipelines.map((pipeline) => [pipeline.text, sliceSpan(text, pipeline.span)])).toEqual([
      ['splunk_windows', 'splunk_windows'],
      ['pipelines/fields.yml', 'pipelines/fields.yml'],
    ]);
    expect([soc?.name, soc?.target, soc?.format, soc?.correlationMethod].map((each) => each?.text)).toEqual([
      'SOC',
      'splunk',
      'savedsearches',
      'stats',
    ]);
    expect(soc?.options.map(({ key, value }) => [key.text, value.text])).toEqual([
      ['min_time', '"-7d"'],
      ['query_settings', '{"a": "1", "b": [1, "x"]}'],
    ]);
    expect(lake?.pipelines.map(({ text }) => text)).toEqual(['azure_monitor']);
  });

  it.each(['', '# nothing yet\n', 'targets:\n', 'targets: []\n'])('an empty file is fine: %j', (text) => {
    expect(readProjectConfig(text)).toEqual({ value: { targets: [] }, problems: [] });
  });

  it('leaves out what is broken and keeps the rest', () => {
    const text = `targets:
  - name: a
  - target: splunk
  - name: b
    target: lucene
    tarjet: x
  - name: b
    target: eql
  - nonsense
`;
    expect(readProjectConfig(text).value.targets.map(({ target }) => target.text)).toEqual(['lucene']);
    expect(complaints(text)).toEqual([
      'error «name» This target has no "target". Write which SIEM or query language it is for, such as "splunk".',
      'error «target» This target has no "name". Write what this conversion is called in the project.',
      'error «tarjet» There is no setting "tarjet" here. Use: name, target, pipelines, format, options, correlationMethod.',
      'error «b» There is a target "b" already; give this one another name.',
      'error «nonsense» A target is a mapping with "name" and "target".',
    ]);
  });

  it.each([
    ['- a\n', 'error «- a» This file is a mapping'],
    ['targets: {a: 1}\n', 'error «{a: 1}» "targets" is a list'],
    ['target: a\n', 'error «target» There is no setting "target" here. Use: targets, lint.'],
    ['targets: [{name: [x], target: a}]\n', 'error «[x]» "name" is a single word or text.'],
    ['targets: [{name: x, target: a, pipelines: {a: b}}]\n', 'error «{a: b}» "pipelines" is a list'],
    ['targets: [{name: x, target: a, options: [b]}]\n', 'error «[b]» "options" is a mapping'],
    ['targets: ["\n', 'error «'],
    ['targets: []\n---\na: 1\n', 'error «'],
  ])('says what is wrong where: %j', (text, start) => {
    expect(complaints(text).join('\n')).toContain(start);
  });
});
