/** Which checks run for which file, as the command line and the project say. */
import { dirname, resolve } from 'node:path';
import { LineIndex } from '../../base/line-index.ts';
import type { Problem } from '../../base/problem.ts';
import { defaultLintConfig, type LintConfig } from '../../lint/config.ts';
import type { LintProfile } from '../../lint/define-rule.ts';
import { lintRules } from '../../lint/rules/index.ts';
import { readValidatorConfig } from '../../lint/validator-config.ts';
import { readText } from '../../node/read-text.ts';
import { type TargetPipelines, targetPipelines } from '../../services/convert-requests.ts';
import { LintConfigs, type PlacedLint, pathBelow, readPlacedLint } from '../../services/lint-configs.ts';
import { normalizePath } from '../../workspace/file-uri.ts';
import type { CliIo } from '../cli-io.ts';

export interface ConfigOptions {
  readonly profile?: LintProfile;
  readonly validationConfig?: string;
  /** A configuration instead of those that are found; `false` for none. */
  readonly config?: string | boolean;
}

export interface CheckConfigs {
  /** For an absolute path; `undefined` where nothing is checked. */
  configFor(file: string): LintConfig | undefined;
  /** The targets of the project that a file belongs to; the same list for all its files. */
  targetsFor(file: string): readonly TargetPipelines[];
  /** What is wrong with the configurations that were used, in lines for people; `isBroken` when nothing can be checked so. */
  complaints(): { readonly lines: readonly string[]; readonly isBroken: boolean };
}

/** Checks that the command line names replace those of the project; what the project excludes stays excluded. */
export function openCheckConfigs(options: ConfigOptions, io: Pick<CliIo, 'cwd'>): CheckConfigs {
  const complaints: string[] = [];
  const named = namedConfig(options, io, complaints);
  const projects = projectConfigs(options, io, complaints);
  return {
    configFor(file) {
      const config = projects.configFor(normalizePath(file));
      return config && (named ?? config);
    },
    targetsFor: (file) => projects.targetsFor(normalizePath(file)),
    complaints() {
      const files = projects.found().flatMap((found) => problemLines(found.file, found.text, found.problems));
      const isBroken = complaints.length > 0 || projects.found().some(({ problems }) => problems.some(isError));
      return { lines: [...complaints, ...files], isBroken };
    },
  };
}

/** Of `--profile` or a validator file. */
function namedConfig(options: ConfigOptions, io: Pick<CliIo, 'cwd'>, complaints: string[]): LintConfig | undefined {
  const { profile, validationConfig } = options;
  if (validationConfig === undefined) return profile && { ...defaultLintConfig, profile };
  const read = readText(resolve(io.cwd, validationConfig));
  if (read.kind !== 'text') {
    complaints.push(`${validationConfig}: ${read.message}`);
    return defaultLintConfig;
  }
  const { value, problems } = readValidatorConfig(read.text, lintRules);
  complaints.push(...problemLines(validationConfig, read.text, problems));
  return value;
}

interface Projects {
  configFor(file: string): LintConfig | undefined;
  targetsFor(file: string): readonly TargetPipelines[];
  found(): readonly PlacedLint[];
}

const noProject: Projects = { configFor: () => defaultLintConfig, targetsFor: () => [], found: () => [] };

function projectConfigs({ config }: ConfigOptions, io: Pick<CliIo, 'cwd'>, complaints: string[]): Projects {
  if (config === false) return noProject;
  if (typeof config !== 'string') {
    const configs = new LintConfigs(readFile, (folder) => (path) => readFile(resolve(folder, path)));
    const targets = createTargets();
    return {
      configFor: (file) => configs.configFor(file, 'default', true),
      targetsFor: (file) => targets(configs.targetsFor(file)),
      found: () => configs.found(),
    };
  }
  const file = resolve(io.cwd, config);
  const read = readFile(file);
  if ('message' in read) {
    complaints.push(`${config}: ${read.message}`);
    return noProject;
  }
  const placed = readPlacedLint(normalizePath(file), read.text, (path) => readFile(resolve(dirname(file), path)));
  const targets = createTargets();
  return {
    configFor: (path) => placed.lint.configFor(pathBelow(placed.folder, path)),
    targetsFor: () => targets(placed),
    found: () => [placed],
  };
}

const noTargets: readonly TargetPipelines[] = [];

/** Reads the pipelines of a project once. */
function createTargets(): (project: Pick<PlacedLint, 'folder' | 'targets'> | undefined) => readonly TargetPipelines[] {
  const known = new Map<Pick<PlacedLint, 'folder' | 'targets'>, readonly TargetPipelines[]>();
  return (project) => {
    if (!project) return noTargets;
    const targets =
      known.get(project) ?? targetPipelines(project.targets, (path) => readFile(resolve(project.folder, path)));
    known.set(project, targets);
    return targets;
  };
}

function readFile(path: string): { readonly text: string } | { readonly message: string; readonly isMissing: boolean } {
  const read = readText(path);
  if (read.kind === 'text') return { text: read.text };
  const isMissing = read.kind === 'trouble' && read.isMissing === true;
  const message =
    read.kind === 'problem' ? read.message.replace('Sigma rules are', 'Configurations are') : read.message;
  return { message, isMissing };
}

function problemLines(file: string, text: string, problems: readonly Problem[]): string[] {
  const lines = new LineIndex(text);
  return problems.map(({ span, message }) => {
    const { line, character } = lines.positionAt(span.start);
    return `${file}:${line + 1}:${character + 1}: ${message}`;
  });
}

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}
