import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { DocumentSymbol, MarkupContent, TextEdit } from 'vscode-languageserver-types';
import { parseYaml } from '../../yaml/parse-yaml.ts';
import { pipelineCompletion } from './pipeline-completion.ts';
import { pipelineHover } from './pipeline-hover.ts';
import { pipelineSymbols } from './pipeline-symbols.ts';
import type { PipelineVocabulary } from './vocabulary.ts';

const vocabulary: PipelineVocabulary = {
  logsources: [
    { product: 'windows', service: 'security' },
    { product: 'windows', category: 'process_creation' },
    { product: 'linux', service: 'auditd' },
  ],
  fieldsOf: (logsources) =>
    logsources.some(({ service }) => service === 'security')
      ? [{ name: 'SubjectUserName' }]
      : [{ name: 'Image', description: 'The program.' }, { name: 'CommandLine' }],
};

function at(marked: string) {
  const offset = marked.indexOf('<|>');
  const text = marked.replace('<|>', '');
  return { offset, stream: parseYaml(text), document: TextDocument.create('file:///p.yml', 'yaml', 1, text) };
}

/** What is offered, by label with the text that is written. */
function offered(marked: string): ReadonlyMap<string, string> {
  const { stream, document, offset } = at(marked);
  const items = pipelineCompletion(stream, document, offset, vocabulary);
  return new Map(items.map(({ label, textEdit }) => [label, (textEdit as TextEdit).newText]));
}

function labels(marked: string): string[] {
  return [...offered(marked).keys()];
}

const item = 'transformations:\n  - id: a\n    type: set_state\n    key: table\n    val: x\n';

describe('completion in pipeline files', () => {
  it('offers the keys of the file that are not there yet', () => {
    expect(labels('name: p\nprio<|>')).toEqual([
      'priority',
      'allowed_backends',
      'vars',
      'transformations',
      'postprocessing',
      'finalizers',
    ]);
    expect(labels('allowed_backends: [splunk, <|>]')).toContain('kusto');
    expect(labels('name: <|>')).toEqual([]);
  });

  it('writes whole items with what they need', () => {
    const items = offered('transformations:\n  - <|>');
    expect(items.get('field_name_mapping')).toBe('type: field_name_mapping\n  mapping:\n    $1');
    expect(items.get('set_state')).toBe('type: set_state\n  key: $1\n  val: $2');
    expect(items.get('convert_type')).toBe('type: convert_type\n  target_type: ${1|str,num|}');
    expect(offered('transformations:\n  <|>').get('drop_detection_item')).toBe('- type: drop_detection_item');
    expect(labels('postprocessing:\n  - <|>')).toContain('embed');
    expect(labels('finalizers:\n  - <|>')).toContain('concat');
    expect(labels('transformations:\n  - type: nest\n    items:\n      - <|>')).toContain('set_state');
  });

  it('offers types, and writes only the parameters that are missing', () => {
    const items = offered('transformations:\n  - id: a\n    type: set<|>\n    key: b\n');
    expect(items.get('set_state')).toBe('set_state\nval: $1');
    expect(labels(`${item}    rule_conditions:\n      - type: <|>`)).toContain('rule_attribute');
    expect(labels(`${item}    field_name_conditions:\n      - type: <|>`)).toContain('include_fields');
    expect(labels(`${item}    rule_conditions:\n      win:\n        type: <|>`)).toContain('logsource');
  });

  it('offers the parameters of an item first, then what every item may have', () => {
    const keys = labels('transformations:\n  - type: add_condition\n    <|>');
    expect(keys.slice(0, 4)).toEqual(['conditions', 'name', 'template', 'negated']);
    expect(keys).toContain('rule_conditions');
    expect(keys).not.toContain('field_name_conditions');
    expect(labels('transformations:\n  - type: field_name_prefix\n    <|>')).toContain('field_name_conditions');
    expect(labels('finalizers:\n  - type: concat\n    <|>')).toEqual(['separator', 'prefix', 'suffix']);
    expect(labels(`${item}    rule_conditions: [{type: logsource, <|>`)).toEqual(['category', 'product', 'service']);
  });

  it('offers the values that a parameter accepts', () => {
    expect(labels('transformations:\n  - type: case\n    method: <|>')).toEqual(['lower', 'upper', 'snake_case']);
    expect(labels('transformations:\n  - type: case\n    rule_cond_op: <|>')).toEqual(['and', 'or']);
    expect(labels(`${item}    rule_conditions:\n      - type: rule_attribute\n        op: <|>`)).toContain('not_in');
  });

  it('offers names that the file has', () => {
    const conditions = '    rule_conditions:\n      win: {type: is_sigma_rule}\n      lin: {type: is_sigma_rule}\n';
    expect(labels(`${item}${conditions}    rule_cond_expr: win <|>`)).toEqual(['win', 'lin', 'and', 'or', 'not']);
    const applied = '  - type: set_state\n    rule_conditions:\n      - type: processing_item_applied\n';
    expect(labels(`${item}${applied}        processing_item_id: <|>`)).toEqual(['a']);
    const state = '  - type: set_state\n    rule_conditions:\n      - type: processing_state\n';
    expect(labels(`${item}${state}        key: <|>`)).toEqual(['table']);
    const placeholders = 'vars: {admins: x}\ntransformations:\n  - type: value_placeholders\n    include: [<|>]';
    expect(labels(placeholders)).toEqual(['admins']);
  });

  it('offers log sources and fields of rules', () => {
    const condition = `${item}    rule_conditions:\n      - type: logsource\n`;
    expect(labels(`${condition}        product: <|>`)).toEqual(['linux', 'windows']);
    expect(labels(`${condition}        product: windows\n        service: <|>`)).toEqual(['security']);
    const mapping = 'transformations:\n  - type: field_name_mapping\n    mapping:\n      Image: x\n';
    expect([...offered(`${mapping}      <|>`)]).toEqual([['CommandLine', 'CommandLine: ']]);
    const forSecurity = '    rule_conditions: [{type: logsource, service: security}]\n';
    expect(
      labels(`transformations:\n  - type: field_name_mapping\n${forSecurity}    mapping:\n      a: b\n      <|>`),
    ).toEqual(['SubjectUserName']);
    expect(labels('transformations:\n  - type: set_field\n    fields: [<|>]')).toEqual(['Image', 'CommandLine']);
  });
});

function hovered(marked: string): string | undefined {
  const { stream, document, offset } = at(marked);
  return (pipelineHover(stream, document, offset)?.contents as MarkupContent | undefined)?.value;
}

describe('hover in pipeline files', () => {
  it.each([
    ['prio<|>rity: 1\n', '**priority** · number'],
    [item.replace('set_state', 'set_<|>state'), '**set_state**'],
    [item.replace('key', 'ke<|>y'), 'The name of the value'],
    [item.replace('id', 'i<|>d'), 'A name for this item'],
    [`${item}    rule_<|>conditions: []\n`, 'Conditions on the rule'],
    [`${item}    rule_conditions: [{type: log<|>source}]\n`, 'True for rules with this log source'],
    [`${item}    rule_conditions: [{type: logsource, pro<|>duct: x}]\n`, 'The product'],
    [
      `${item}    rule_conditions: {win: {type: is_sigma_rule}}\n    rule_cond_expr: not w<|>in\n`,
      'win: {type: is_sigma_rule}',
    ],
    [
      `${item}    rule_conditions: [{type: processing_item_applied, processing_item_id: a<|>}]\n`,
      'id: a\ntype: set_state',
    ],
    [`transformations:\n  - type: nest\n    items:\n      - type: ca<|>se\n`, 'Changes the case'],
  ])('%j', (marked, words) => {
    expect(hovered(marked)).toContain(words);
  });

  it('says nothing where there is nothing to say', () => {
    expect(hovered('name: <|>p\n')).toBeUndefined();
    expect(hovered('- <|>a\n')).toBeUndefined();
  });
});

describe('the outline of a pipeline file', () => {
  it('has items by their ids with conditions and inner items', () => {
    const text = `name: mine\n${item}    rule_conditions:\n      - {type: logsource, product: windows}\n  - type: nest\n    items:\n      - type: case\nfinalizers:\n  - type: concat\n`;
    const { stream, document } = at(text);
    const lines = (symbols: readonly DocumentSymbol[], depth = 0): string[] =>
      symbols.flatMap(({ name, detail, children = [] }) => [
        `${'  '.repeat(depth)}${name}${detail ? ` (${detail})` : ''}`,
        ...lines(children, depth + 1),
      ]);
    expect(lines(pipelineSymbols(stream, document))).toEqual([
      'mine',
      '  transformations',
      '    a (set_state)',
      '      logsource (windows)',
      '    nest',
      '      case',
      '  finalizers',
      '    concat',
    ]);
  });
});
