/**
 * The section `lint` of `.sigmasmith.yml`: which checks run for which files of a project, how loud they are, and where they are silent.
 * What is broken in it is told with its place and left out; the rest holds.
 */
import type { Problem } from '../base/problem.ts';
import { compilePathGlobs } from '../workspace/path-globs.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import { defaultLintConfig, type LintConfig } from './config.ts';
import type { LintRule } from './define-rule.ts';
import { type LintLayer, LintSectionReader } from './project-lint-reader.ts';
import { readValidatorConfig } from './validator-config.ts';

export interface ProjectLint {
  /** For a file, by its path with `/` relative to the folder of `.sigmasmith.yml`; `undefined` where nothing is checked. Equal for equal files. */
  configFor(path: string): LintConfig | undefined;
}

export interface ProjectLintContext {
  readonly rules: readonly LintRule[];
  /** A validator file, by its path as written in the section. */
  readValidators(path: string): { readonly text: string } | { readonly message: string };
  /** Where the file system takes names that differ in case as one. */
  readonly ignoreCase?: boolean;
}

export interface ProjectLintRead {
  readonly value: ProjectLint;
  readonly problems: readonly Problem[];
}

export function readProjectLint(section: YamlNode | undefined, context: ProjectLintContext): ProjectLintRead {
  const reader = new LintSectionReader(context.rules);
  const { exclude, overrides, validators, ...top } = reader.section(section);
  const fromFile = validators && validatorConfig(validators, context, reader);
  const base = fromFile ?? { ...defaultLintConfig, profile: top.profile ?? defaultLintConfig.profile };
  const globs = { ignoreCase: context.ignoreCase === true };
  const excluded = compilePathGlobs(exclude, globs);
  const places = overrides.map(({ files, ...layer }) => ({ globs: compilePathGlobs(files, globs), layer }));
  const known = new Map<string, LintConfig>();
  const configFor = (path: string): LintConfig | undefined => {
    if (excluded.matches(path)) return undefined;
    const here = places.filter((place) => place.globs.matches(path));
    const key = places.map((place) => (here.includes(place) ? 'x' : '-')).join('');
    const config = known.get(key) ?? combine(base, [top, ...here.map(({ layer }) => layer)]);
    known.set(key, config);
    return config;
  };
  return { value: { configFor }, problems: reader.problems };
}

/** Later layers win; a profile among them replaces the checks that a validator file names. */
function combine(base: LintConfig, layers: readonly LintLayer[]): LintConfig {
  const profile = layers.slice(1).findLast((layer) => layer.profile !== undefined)?.profile;
  const start = profile === undefined ? base : { ...defaultLintConfig, profile };
  const severities = new Map(start.severities);
  const options = new Map(start.options);
  const exclusions = new Map(start.exclusions);
  for (const layer of layers) {
    for (const [id, severity] of layer.severities) severities.set(id, severity);
    for (const [id, values] of layer.options) options.set(id, { ...options.get(id), ...values });
    for (const [id, names] of layer.exclusions) exclusions.set(id, new Set([...(exclusions.get(id) ?? []), ...names]));
  }
  return { ...start, severities, options, exclusions };
}

function validatorConfig(
  validators: NonNullable<ReturnType<LintSectionReader['section']>['validators']>,
  context: ProjectLintContext,
  reader: LintSectionReader,
): LintConfig | undefined {
  const { text: path, span } = validators;
  const file = context.readValidators(path);
  if ('message' in file) {
    reader.report(span, `The validator file ${path} cannot be read: ${file.message}`);
    return undefined;
  }
  const { value, problems } = readValidatorConfig(file.text, context.rules);
  const [first] = problems;
  if (first)
    reader.report(span, `The validator file ${path} has ${problems.length} problem(s); the first: ${first.message}`);
  return value;
}
