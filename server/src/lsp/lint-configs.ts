import { defaultLintConfig, type LintConfig } from '../lint/config.ts';
import type { LintProfile } from '../lint/define-rule.ts';
import { type ProjectLint, type ProjectLintContext, readProjectLint } from '../lint/project-lint.ts';
import { lintRules } from '../lint/rules/index.ts';
import { projectConfigName, readProjectConfig } from '../workspace/project-config.ts';

type ReadFile = (path: string) => { readonly text: string } | { readonly message: string };

interface PlacedLint {
  readonly folder: string;
  readonly lint: ProjectLint;
}

/** Which checks run for which file: the nearest `.sigmasmith.yml` above it that has a section `lint` says. */
export class LintConfigs {
  readonly #read: ReadFile;
  readonly #validatorsOf: (folder: string) => ProjectLintContext['readValidators'];
  readonly #byFolder = new Map<string, PlacedLint | undefined>();
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
    return placed.lint.configFor(path.slice(placed.folder.length).replace(/^\/+/, ''));
  }

  /** A configuration or a file that one names has changed. */
  forget(): void {
    this.#byFolder.clear();
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
    const file = this.#read(`${folder}/${projectConfigName}`);
    const section = 'text' in file ? readProjectConfig(file.text).value.lint : undefined;
    if (!section) return undefined;
    const ignoreCase = /^[A-Za-z]:/.test(folder);
    const context = { rules: lintRules, readValidators: this.#validatorsOf(folder), ignoreCase };
    return { folder, lint: readProjectLint(section, context).value };
  }
}

/** The folder above; the root is the empty text. */
function parentOf(path: string): string | undefined {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? undefined : path.slice(0, slash);
}
