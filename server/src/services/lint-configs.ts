import type { Problem } from '../base/problem.ts';
import { defaultLintConfig, type LintConfig } from '../lint/config.ts';
import type { LintProfile } from '../lint/define-rule.ts';
import { type ProjectLint, type ProjectLintContext, readProjectLint } from '../lint/project-lint.ts';
import { lintRules } from '../lint/rules/index.ts';
import { type ConfiguredTarget, projectConfigName, readProjectConfig } from '../workspace/project-config.ts';

type ReadFile = (
  path: string,
) => { readonly text: string } | { readonly message: string; readonly isMissing?: boolean };

/** What a configuration says about checks, and for which targets. */
export interface PlacedLint {
  readonly folder: string;
  readonly file: string;
  readonly text: string;
  /** Whether it says anything about checks. */
  readonly isThere: boolean;
  readonly lint: ProjectLint;
  readonly targets: readonly ConfiguredTarget[];
  readonly problems: readonly Problem[];
}

/** Which checks run for which file: the nearest `.sigmasmith.yml` above it that has a section `lint` says. */
export class LintConfigs {
  readonly #read: ReadFile;
  readonly #validatorsOf: (folder: string) => ProjectLintContext['readValidators'];
  readonly #byFolder = new Map<string, PlacedLint | undefined>();
  /** Those that decided for some file, and those that say nothing because they are broken. */
  readonly #found = new Set<PlacedLint>();
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
    if (path === undefined) return this.#profileConfig(otherwise);
    for (const placed of this.#above(path)) {
      if (placed.isThere || placed.problems.some(({ severity }) => severity === 'error')) this.#found.add(placed);
      if (placed.isThere) return placed.lint.configFor(pathBelow(placed.folder, path));
    }
    return this.#profileConfig(otherwise);
  }

  /** The nearest configuration above a file that names targets. */
  targetsFor(path: string): Pick<PlacedLint, 'folder' | 'targets'> | undefined {
    for (const placed of this.#above(path)) if (placed.targets.length > 0) return placed;
    return undefined;
  }

  /** A configuration or a file that one names has changed. */
  forget(): void {
    this.#byFolder.clear();
    this.#found.clear();
  }

  /** The configurations that were found so far, broken ones too. */
  found(): readonly PlacedLint[] {
    return [...this.#found];
  }

  /** The same object each time, so that what depends on it can be kept. */
  #profileConfig(profile: LintProfile): LintConfig {
    const config = this.#ofProfile.get(profile) ?? { ...defaultLintConfig, profile };
    this.#ofProfile.set(profile, config);
    return config;
  }

  /** The configurations above a file, the nearest first. */
  *#above(path: string): Generator<PlacedLint> {
    for (let folder = parentOf(path); folder !== undefined; folder = parentOf(folder)) {
      const placed = this.#lintIn(folder);
      if (placed) yield placed;
    }
  }

  #lintIn(folder: string): PlacedLint | undefined {
    if (!this.#byFolder.has(folder)) this.#byFolder.set(folder, this.#readLintIn(folder));
    return this.#byFolder.get(folder);
  }

  #readLintIn(folder: string): PlacedLint | undefined {
    const file = `${folder}/${projectConfigName}`;
    const read = this.#read(file);
    if ('text' in read) return readPlacedLint(file, read.text, this.#validatorsOf(folder));
    return read.isMissing === false ? unreadableLint(file, read.message) : undefined;
  }
}

export function readPlacedLint(
  file: string,
  text: string,
  readValidators: ProjectLintContext['readValidators'],
): PlacedLint {
  const { value, problems } = readProjectConfig(text);
  const folder = file.slice(0, file.lastIndexOf('/'));
  const ignoreCase = /^[A-Za-z]:/.test(folder);
  const lint = readProjectLint(value.lint, { rules: lintRules, readValidators, ignoreCase });
  const isThere = value.lint !== undefined;
  const { targets } = value;
  return { folder, file, text, isThere, lint: lint.value, targets, problems: [...problems, ...lint.problems] };
}

/** A configuration that is there, but cannot be read. */
function unreadableLint(file: string, message: string): PlacedLint {
  const problem: Problem = { code: 'project-config', severity: 'error', span: { start: 0, end: 0 }, message };
  return { ...readPlacedLint(file, '', () => ({ message })), problems: [problem] };
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
