import { describe, expect, it } from 'vitest';
import { activeRules, isExcluded } from './config.ts';
import { lintRules } from './rules/index.ts';
import { readValidatorConfig } from './validator-config.ts';

const read = (text: string) => readValidatorConfig(text, lintRules);
const active = (text: string) => activeRules(lintRules, read(text).value).map(({ rule }) => rule.id);
const validators = lintRules.filter(({ profiles }) => profiles.includes('pysigma')).map(({ id }) => id);
const messages = (text: string) => read(text).problems.map(({ message }) => message);

describe('validators', () => {
  it('are all those of pySigma and SigmaHQ with `all`', () => {
    expect(active('validators:\n  - all\n')).toEqual(validators);
  });

  it('are taken out with a minus and put in by name', () => {
    const left = active('validators: [all, -tlptag, -sigmahq_filename_prefix]');
    expect(validators.filter((id) => !left.includes(id)).sort()).toEqual(['sigmahq_filename_prefix', 'tlptag']);
    expect(active('validators: [cvetag, stptag]').sort()).toEqual(['cvetag', 'stptag']);
  });

  it('are none where the file names none', () => {
    expect(active('exclusions: {}')).toEqual([]);
  });

  it('may be rules of our own', () => {
    expect(active('validators: [duplicate_key]')).toEqual(['duplicate_key']);
  });
});

describe('exclusions', () => {
  const id = '021310d9-30a6-480a-84b7-eaa69aeb92bb';
  const [first] = lintRules.filter((rule) => rule.id === 'escaped_wildcard');

  it.each([`${id}: escaped_wildcard`, `${id.toUpperCase()}:\n    - cvetag\n    - escaped_wildcard`])('%s', (entry) => {
    const { value, problems } = read(`validators: [all]\nexclusions:\n  ${entry}\n`);
    expect(problems).toEqual([]);
    expect(isExcluded(first!, id, value)).toBe(true);
    expect(isExcluded(first!, 'e06ac91d-b9e6-443d-8e5b-af749e7aa6b6', value)).toBe(false);
    expect(isExcluded(first!, undefined, value)).toBe(false);
  });

  it('of rules without id stand below null', () => {
    const { value } = read('exclusions:\n  null: escaped_wildcard\n');
    expect(isExcluded(first!, undefined, value)).toBe(true);
  });
});

describe('config', () => {
  it('becomes the arguments of the rule', () => {
    const { value } = read(
      'config:\n  sigmahq_title_length:\n    max_length: 80\n  sigmahq_tags_tlp:\n    allowed_tlp: [clear, white]',
    );
    expect(value.options.get('sigmahq_title_length')).toEqual({ max_length: 80 });
    expect(value.options.get('sigmahq_tags_tlp')).toEqual({ allowed_tlp: ['clear', 'white'] });
  });
});

describe('problems', () => {
  it.each([
    ['validators: [attaktag]', "There is no validator 'attaktag'. Did you mean 'attacktag'?"],
    ['validators: [-cvetag]', "'cvetag' is taken out, but it is not in before. Begin the list with 'all'."],
    ['validators: all', "'validators' is a list: write each name behind a '- '."],
    ['exclusions:\n  abc: cvetag', "'abc' is no UUID. Exclusions stand below the id of a rule."],
    ['config:\n  cvetag: 5', "The configuration of 'cvetag' is a mapping."],
    ['config:\n  filename_length: {foo: 3}', 'The check filename_length has no option "foo". Use: min_size, max_size.'],
    ['config:\n  filename_length: {min_size: few}', 'The option "min_size" of filename_length is a number.'],
    ['config:\n  cvetag: {foo: 3}', 'The check cvetag has no options; remove "foo".'],
    ['', "This file is empty. Name the checks in a list below the key 'validators'."],
    ['# nothing\n', "This file is empty. Name the checks in a list below the key 'validators'."],
    ['- all', "This file is a mapping with the key 'validators'."],
  ])('%s', (text, message) => {
    expect(messages(text)).toEqual([message]);
  });

  it('of broken YAML', () => {
    expect(messages('validators: [all')[0]).toMatch(/^This is no YAML/);
  });
});
