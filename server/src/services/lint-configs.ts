import type { Problem } from '../base/problem.ts';
import { defaultLintConfig, type LintConfig } from '../lint/config.ts';
import type { LintProfile } from '../lint/define-rule.ts';
import { type ProjectLint, type ProjectLintContext, readProjectLint } from '../lint/project-lint.ts';
import { lintRules } from '../lint/rules/index.ts';
import { projectConfigName, readProjectConfig } from '../workspace/project-config.ts';

type ReadFile = (
  path: string,
) => { readonly text: string } | { readonly message: string; readonly isMissing?: boolean };

export interface PlacedLint {
  readonly folder: string;
  readonly file: string;
  readonly text: string;
  readonly lint: ProjectLint;
  readonly problems: readonly Problem[];
}

/** Which checks run for which file: the nearest `.sigmasmith.yml` above it that has a section `lint` says. */
export class LintConfigs {
  readonly #read: ReadFile;
  readonly #validatorsOf: (folder: string) => ProjectLintContext['readValidators'];
  readonly #byFolder = new Map<string, PlacedLint | undefined>();
  /** Files that say nothing about checks because they are broken. */
  readonly #broken = new Map<string, PlacedLint>();
  readonly #ofProfile = new Map<LintProfile, LintConfig>();

  /** Which validator files may be read depends on it. */
  #trusted = false;

  constructor(read: ReadFile, validatorsOf: (folder: string) => ProjectLintContext['readValidators']) {
    this.#read = read;
    this.#validatorsOf = validatorsOf;
  }

  /** `undefined` for files that the project excludes; `otherwise` is the profile where no project says anything. */
  configFor(path: string | undefined, otherwise: LintProfile, trusted: boolean): LintConfig | undefined {
    if (trusted !== this.#trusted) this.forget();
    this.#trusted = trusted;
    const placed = path === undefined ? undefined : this.#lintAbove(parentOf(path));
    if (path === undefined || !placed) return this.#profileConfig(otherwise);
    return placed.lint.configFor(pathBelow(placed.folder, path));
  }

  /** A configuration or a file that one names has changed. */
  forget(): void {
    this.#byFolder.clear();
    this.#broken.clear();
  }

  /** The configurations that were found so far, broken ones too. */
  found(): readonly PlacedLint[] {
    const used = [...this.#byFolder.values()].filter((placed) => placed !== undefined);
    return [...new Set([...this.#broken.values(), ...used])];
  }

  /** The same object each time, so that what depends on it can be kept. */
  #profileConfig(profile: LintProfile): LintConfig {
    const config = this.#ofProfile.get(profile) ?? { ...defaultLintConfig, profile };
    this.#ofProfile.set(profile, config);
    return config;
  }

  #lintAbove(folder: string | undefined): PlacedLint | undefined {
    if (folder === undefined) return undefined;
    if (this.#byFolder.has(folder)) return this.#byFolder.get(folder);
    const found = this.#lintIn(folder) ?? this.#lintAbove(parentOf(folder));
    this.#byFolder.set(folder, found);
    return found;
  }

  #lintIn(folder: string): PlacedLint | undefined {
    const file = `${folder}/${projectConfigName}`;
    const read = this.#read(file);
    if ('message' in read) {
      if (read.isMissing === false) this.#broken.set(folder, unreadableLint(file, read.message));
      return undefined;
    }
    const placed = readPlacedLint(file, read.text, this.#validatorsOf(folder));
    if (placed.isThere) return placed;
    if (placed.problems.some(({ severity }) => severity === 'error')) this.#broken.set(folder, placed);
    return undefined;
  }
}

/** What a configuration file says about checks; `isThere` is false without a section for them. */
export function readPlacedLint(
  file: string,
  text: string,
  readValidators: ProjectLintContext['readValidators'],
): PlacedLint & { readonly isThere: boolean } {
  const { value, problems } = readProjectConfig(text);
  const folder = file.slice(0, file.lastIndexOf('/'));
  const ignoreCase = /^[A-Za-z]:/.test(folder);
  const lint = readProjectLint(value.lint, { rules: lintRules, readValidators, ignoreCase });
  const isThere = value.lint !== undefined;
  return { folder, file, text, lint: lint.value, problems: [...problems, ...lint.problems], isThere };
}

/** A configuration that is there, but cannot be read. */
function unreadableLint(file: string, message: string): PlacedLint {
  const { folder, lint } = readPlacedLint(file, '', () => ({ message }));
  const problem: Problem = { code: 'project-config', severity: 'error', span: { start: 0, end: 0 }, message };
  return { folder, file, text: '', lint, problems: [problem] };
}

/** Relative to a folder; of files elsewhere the whole path, so that patterns without a folder still hold. */
export function pathBelow(folder: string, path: string): string {
  return (path.startsWith(`${folder}/`) ? path.slice(folder.length) : path).replace(/^\/+/, '');
}

/** The folder above; the root is the empty text. */
function parentOf(path: string): string | undefined {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? undefined : path.slice(0, slash);
}
