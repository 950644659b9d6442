import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadPipeline } from '../../pipeline/load-pipeline.ts';
import { parseYaml } from '../../yaml/parse-yaml.ts';
import { checkPipeline } from './check-pipeline.ts';

/** `severity code «words» message`, one line each. */
function problemsOf(text: string): string[] {
  return checkPipeline(parseYaml(text)).map(({ severity, code, span, message }) => {
    const words = text.slice(span.start, span.end).replace(/\s+/g, ' ').trim();
    return `${severity} ${code} «${words}» ${message}`;
  });
}

function places(text: string): string[] {
  return problemsOf(text).map((line) => line.replace(/(?<=») .*/s, ''));
}

const lines = (...parts: string[]) => `${parts.join('\n')}\n`;

describe('errors of a pipeline file', () => {
  it('are all told, each at its place', () => {
    const text = lines(
      'name: p',
      'priorty: 1',
      'transformations:',
      '  - type: field_name_maping',
      '    mapping: {a: b}',
      '  - type: field_name_mapping',
      '    maping: {a: b}',
      '    rule_conditions:',
      '      - type: logsorce',
      '      - type: logsource',
      '        produkt: windows',
      '      - product: windows',
      '  - id: no_type',
      '  - type: replace_string',
      "    regex: '('",
      '    replacement: x',
      '  - type: case',
      '    method: lowr',
      '  - just text',
      'postprocessing:',
      '  - type: json',
      '    json_template: "{"',
      'finalizers:',
      '  - type: conct',
    );
    expect(problemsOf(text)).toEqual([
      'error sigma-configuration-error «priorty» A pipeline has no "priorty". Did you mean "priority"?',
      'error sigma-configuration-error «field_name_maping» There is no transformation "field_name_maping". Did you mean "field_name_mapping"?',
      'error sigma-configuration-error «field_name_mapping» "field_name_mapping" needs the parameter "mapping". Add it.',
      'error sigma-configuration-error «maping» "field_name_mapping" has no parameter "maping". Did you mean "mapping"?',
      'error sigma-configuration-error «logsorce» There is no condition "logsorce". Did you mean "logsource"?',
      "error sigma-logsource-error «logsource» Sigma log source can't be empty: give a category, a product or a service.",
      'error sigma-configuration-error «produkt» "logsource" has no parameter "produkt". Did you mean "product"?',
      'error sigma-configuration-error «product» This condition has no "type", so nobody knows what it does. Add one.',
      'error sigma-configuration-error «id» This transformation has no "type", so nobody knows what it does. Add one.',
      expect.stringMatching(/^error sigma-regular-expression-error «'\('»/),
      expect.stringMatching(/^error sigma-configuration-error «lowr» Invalid method 'lowr'/),
      'error sigma-configuration-error «just text» A transformation is a mapping with a "type".',
      expect.stringMatching(/^error jsondecode-error «"{"»/),
      'error sigma-configuration-error «conct» There is no finalizer "conct". Did you mean "concat"?',
    ]);
  });

  it('are found in expressions and in nested items', () => {
    const text = lines(
      'name: p',
      'transformations:',
      '  - type: nest',
      '    items:',
      '      - type: set_stat',
      '      - type: set_state',
      '        key: a',
      '        val: 1',
      '        rule_conditions:',
      '          win: {type: logsource, product: windows}',
      '          lin: {type: logsource, product: linux}',
      '        rule_cond_expr: windows',
      '        rule_cond_op: or',
      '  - type: set_state',
      '    key: a',
      '    val: 1',
      '    rule_conditions: [{type: is_sigma_rule}]',
      '    rule_cond_expr: a and',
    );
    expect(places(text)).toEqual([
      'error sigma-configuration-error «set_stat»',
      'error sigma-pipeline-condition-error «win»',
      'error sigma-pipeline-condition-error «lin»',
      'error sigma-pipeline-condition-error «windows»',
      'error sigma-pipeline-condition-error «rule_cond_op»',
      'error sigma-pipeline-condition-error «a and»',
    ]);
  });

  it.each([
    ['name: [', 'error parser-error'],
    ['name: p\ntransformations:\n', 'error sigma-configuration-error «transformations:» '],
    ['- a\n', 'error sigma-configuration-error «- a»'],
    ['name: p\n---\nname: q\n', 'error sigma-configuration-error «name: q»'],
    ['transformations: {a: b}\n', 'error sigma-configuration-error «{a: b}»'],
  ])('of the file as a whole: %j', (text, start) => {
    expect(problemsOf(text)[0]?.replace('«»', '«transformations:»')).toContain(start);
  });
});

describe('warnings about a pipeline file', () => {
  it('are about what does not do what it seems to', () => {
    const text = lines(
      'name: p',
      'priority: high',
      'allowed_backends: [splunc]',
      'vars: {admins: root}',
      'transformations:',
      '  - id: a',
      '    type: field_name_mapping',
      '    mapping: {Image: Image, User: [], A: x, A: y}',
      '    rule_conditions:',
      '      - {type: logsource, product: windows}',
      '      - {type: logsource, product: linux}',
      '      - {type: processing_item_applied, processing_item_id: b}',
      '      - {type: processing_state, key: tabel, val: x}',
      '  - id: b',
      '    type: set_state',
      '    key: table',
      '    val: x',
      '    field_name_conditions: [{type: include_fields, fields: [A]}]',
      '  - id: b',
      '    type: value_placeholders',
      '    include: [admin]',
      '    rule_cond_op: xor',
      '  - type: rule_failure',
      '    message: no way',
      '  - type: file_placeholders',
      '    path: x',
      '    rule_conditions: [{type: processing_item_applied, processing_item_id: c}]',
    );
    expect(places(text)).toEqual([
      'warning pipeline_ignored_value «high»',
      'warning pipeline_unknown_backend «splunc»',
      'hint pipeline_unused_id «a»',
      'hint pipeline_self_mapping «Image»',
      'warning pipeline_empty_target «[]»',
      'warning pipeline_duplicate_key «A»',
      'warning pipeline_never_true «{type: logsource, product: linux}»',
      'warning pipeline_later_item «b»',
      'warning pipeline_unset_state «tabel»',
      'warning pipeline_no_effect «field_name_conditions»',
      'warning pipeline_duplicate_id «b»',
      'warning pipeline_unknown_variable «admin»',
      'warning pipeline_ignored_value «xor»',
      'warning pipeline_refuses_all «rule_failure»',
      'information pipeline_needs_trust «file_placeholders»',
      'warning pipeline_unknown_item «c»',
    ]);
    expect(loadPipeline(text).errors).toEqual([]);
  });
});

describe('log sources that nobody has', () => {
  it('are told where they are nearly right', () => {
    const condition = (category: string) => `transformations:
  - type: drop_detection_item
    rule_conditions: [{type: logsource, category: ${category}}]
`;
    const vocabulary = { logsources: [{ category: 'process_creation' }], fieldsOf: () => [] };
    const found = (category: string) =>
      checkPipeline(parseYaml(condition(category)), vocabulary).map(({ message }) => message);
    expect(found('proces_creation')).toEqual([
      'No known log source has the category "proces_creation". Did you mean "process_creation"?',
    ]);
    expect(found('process_creation')).toEqual([]);
    expect(found('our_own_thing')).toEqual([]);
  });
});

const corpus = `${import.meta.dirname}/../../../../corpus/pipelines`;

describe('a sound pipeline', () => {
  it.each(readdirSync(corpus).filter((name) => name.endsWith('.yml')))('of our own, %s, has no warning', (name) => {
    const text = readFileSync(`${corpus}/${name}`, 'utf8');
    if (loadPipeline(text).errors.length > 0) return;
    expect(problemsOf(text).filter((line) => !line.startsWith('hint'))).toEqual([]);
  });
});
