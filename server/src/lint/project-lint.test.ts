import { describe, expect, it } from 'vitest';
import { sliceSpan } from '../base/span.ts';
import { readProjectConfig } from '../workspace/project-config.ts';
import { type ActiveRule, activeRules } from './config.ts';
import { defineRule } from './define-rule.ts';
import { readProjectLint } from './project-lint.ts';

const rules = [
  defineRule({
    id: 'loud_thing',
    severity: 'error',
    profiles: ['default', 'sigmahq', 'pysigma'],
    options: { max: 'number', words: 'words' },
    summary: 'L.',
  }),
  defineRule({ id: 'house_style', aliases: ['old_name'], severity: 'hint', profiles: ['sigmahq'], summary: 'H.' }),
  defineRule({ id: 'rare_thing', severity: 'warning', profiles: ['strict'], summary: 'R.' }),
];
const uuid = '6a7ae1fb-1a3e-4d47-9e76-0a0f7c8c9c31';
const validatorFiles: Readonly<Record<string, string>> = {
  'tests/conf.yml': `validators: [all, -loud_thing, rare_thing]\nexclusions:\n  ${uuid}: rare_thing\n`,
  'broken.yml': 'validators: [lout_thing]\n',
};

function read(text: string) {
  const { value, problems } = readProjectConfig(text);
  const result = readProjectLint(value.lint, {
    rules,
    readValidators: (path) =>
      validatorFiles[path] === undefined ? { message: 'no such file' } : { text: validatorFiles[path] },
  });
  return { ...result, problems: [...problems, ...result.problems] };
}

const shown = ({ rule, severity, options }: ActiveRule) =>
  `${rule.id} ${severity}${Object.keys(options).length > 0 ? ` ${JSON.stringify(options)}` : ''}`;

/** The checks that run for a file, with severities and options. */
function active(text: string, path = 'rules/a.yml'): string[] | undefined {
  const { value, problems } = read(text);
  expect(problems).toEqual([]);
  const config = value.configFor(path);
  return config && activeRules(rules, config).map(shown);
}

const complaints = (text: string) =>
  read(text).problems.map(({ severity, span, message }) => `${severity} «${sliceSpan(text, span)}» ${message}`);

describe('the section lint of a project', () => {
  it('chooses a profile', () => {
    expect(active('')).toEqual(['loud_thing error']);
    expect(active('lint:\n')).toEqual(['loud_thing error']);
    expect(active('lint:\n  profile: strict\n')).toEqual(['rare_thing warning']);
  });

  it('sets the severity of a check, by id or alias, also without quotes around off and on', () => {
    const text = 'lint:\n  rules:\n    loud_thing: off\n    old_name: info\n    rare_thing: on\n';
    expect(active(text)).toEqual(['house_style information', 'rare_thing warning']);
  });

  it('gives options to a check', () => {
    const text =
      'lint:\n  rules:\n    loud_thing: {options: {max: 5, words: [a, b]}}\n    rare_thing: {severity: hint, options: {}}\n';
    expect(active(text)).toEqual(['loud_thing error {"max":5,"words":["a","b"]}', 'rare_thing hint']);
  });

  it('silences and changes errors of Sigma, by code or the id of another linter', () => {
    const { value } = read(
      'lint:\n  rules:\n    sigma-status-error: off\n    invalid_level: warning\n    yaml_parse_error: hint\n',
    );
    expect([...value.configFor('a.yml')!.severities]).toEqual([
      ['sigma-status-error', 'off'],
      ['sigma-level-error', 'warning'],
      ['scanner-error', 'hint'],
      ['parser-error', 'hint'],
      ['composer-error', 'hint'],
    ]);
  });

  it('excludes files', () => {
    const text = 'lint:\n  exclude: [deprecated, "rules/x/**", "!deprecated/keep.yml"]\n';
    expect(active(text, 'deprecated/a.yml')).toBeUndefined();
    expect(active(text, 'rules/x/y/a.yml')).toBeUndefined();
    expect(active(text, 'deprecated/keep.yml')).toEqual(['loud_thing error']);
    expect(active('lint:\n  exclude: "*.tests.yml"\n', 'a/b.tests.yml')).toBeUndefined();
  });

  it('overrides for folders and globs, in their order', () => {
    const text = `lint:
  rules: {rare_thing: on}
  overrides:
    - files: rules/hunting
      profile: sigmahq
    - files: ['**/test_*.yml']
      rules: {loud_thing: hint, rare_thing: off}
`;
    expect(active(text, 'rules/a.yml')).toEqual(['loud_thing error', 'rare_thing warning']);
    expect(active(text, 'rules/hunting/a.yml')).toEqual(['loud_thing error', 'house_style hint', 'rare_thing warning']);
    expect(active(text, 'rules/hunting/test_a.yml')).toEqual(['loud_thing hint', 'house_style hint']);
    const { value } = read(text);
    expect(value.configFor('rules/a.yml')).toBe(value.configFor('other/b.yml'));
  });

  it('excludes single Sigma rules', () => {
    const { value } = read(
      `lint:\n  exclusions:\n    ${uuid.toUpperCase()}: [old_name, loud_thing]\n    null: rare_thing\n`,
    );
    expect(value.configFor('a.yml')!.exclusions).toEqual(
      new Map([
        [uuid, new Set(['house_style', 'loud_thing'])],
        ['', new Set(['rare_thing'])],
      ]),
    );
  });

  it('takes the checks from a validator file of sigma-cli, and goes on from there', () => {
    expect(active('lint:\n  validators: tests/conf.yml\n')).toEqual(['rare_thing warning']);
    const text = 'lint:\n  validators: tests/conf.yml\n  rules: {loud_thing: hint}\n';
    expect(active(text)).toEqual(['loud_thing hint', 'rare_thing warning']);
    expect(read(text).value.configFor('a.yml')!.exclusions.get(uuid)).toEqual(new Set(['rare_thing']));
  });

  it.each([
    ['lint: [a]\n', ['error «[a]» "lint" is a mapping.']],
    [
      'lint:\n  profil: strict\n',
      [
        'error «profil» There is no setting "profil" here. Did you mean "profile"? Use: profile, validators, rules, exclude, overrides, exclusions.',
      ],
    ],
    [
      'lint:\n  profile: sigmahg\n',
      [
        'error «sigmahg» There is no profile "sigmahg". Did you mean "sigmahq"? Use one of: default, sigmahq, strict, pysigma.',
      ],
    ],
    [
      'lint:\n  rules:\n    loud_tihng: off\n',
      [
        'error «loud_tihng» There is no check "loud_tihng". Did you mean "loud_thing"? "sigmasmith explain" lists them all.',
      ],
    ],
    [
      'lint:\n  rules:\n    loud_thing: fatal\n',
      ['error «fatal» "fatal" says not how loud this check is. Use error, warning, information, hint, on or off.'],
    ],
    [
      'lint:\n  rules: {loud_thing: {level: error}}\n',
      ['error «level» There is no setting "level" here. Use: severity, options.'],
    ],
    [
      'lint:\n  rules: {loud_thing: {options: {max: many, wrods: [a], words: [b, [c]]}}}\n',
      [
        'error «many» The option "max" of loud_thing is a number.',
        'error «wrods» The check loud_thing has no option "wrods". Did you mean "words"? Use: max, words.',
        'error «[b, [c]]» The option "words" of loud_thing is a list of texts.',
      ],
    ],
    [
      'lint:\n  rules: {rare_thing: {options: {constructor: 1}}, sigma-level-error: {options: {x: 1}}}\n',
      [
        'error «constructor» The check rare_thing has no options; remove "constructor".',
        'error «x» The check sigma-level-error has no options; remove "x".',
      ],
    ],
    [
      'lint:\n  overrides: {files: a}\n',
      ['error «{files: a}» "overrides" is a list: write each with its "files" behind a "- ".'],
    ],
    [
      'lint:\n  overrides: [a, {profile: strict}]\n',
      [
        'error «a» An override is a mapping with "files" and "profile" or "rules".',
        'error «profile» This override is for no files. Add "files" with patterns of paths.',
      ],
    ],
    [
      'lint:\n  exclusions: {abc: loud_thing}\n',
      ['error «abc» "abc" is no UUID. Exclusions stand below the id of a Sigma rule.'],
    ],
    ['lint:\n  exclude: [[a]]\n', ['error «[a]» An entry of "exclude" is a single word or text.']],
    ['lint:\n  validators: none.yml\n', ['error «none.yml» The validator file none.yml cannot be read: no such file']],
    [
      'lint:\n  validators: broken.yml\n',
      [
        "error «broken.yml» The validator file broken.yml has 1 problem(s); the first: There is no validator 'lout_thing'. Did you mean 'loud_thing'?",
      ],
    ],
    [
      'lint:\n  validators: tests/conf.yml\n  profile: strict\n',
      ['error «strict» "profile" and "validators" exclude each other: both say which checks run. Keep one.'],
    ],
  ])('says what is wrong where: %j', (text, expected) => expect(complaints(text)).toEqual(expected));
});
