import type { Connection } from 'vscode-languageserver';
import type { Problem } from '../base/problem.ts';
import { checkProjectConfig } from '../ide/check-project-config.ts';
import type { LintConfig } from '../lint/config.ts';
import type { LintContext } from '../lint/define-rule.ts';
import { loadPipeline } from '../pipeline/load-pipeline.ts';
import type { ConversionRequest } from '../protocol/convert.ts';
import { projectChangedNotification } from '../protocol/convert.ts';
import type { ServerSettings } from '../protocol/session.ts';
import {
  configuredRequest,
  type ReadPipeline,
  type RequestOrTrouble,
  readSources,
  type TargetPipelines,
  targetPipelines,
} from '../services/convert-requests.ts';
import { LintConfigs } from '../services/lint-configs.ts';
import { TargetFields } from '../services/target-fields.ts';
import { fileName, fileUriToPath } from '../workspace/file-uri.ts';
import {
  isPipelineFile,
  type ProjectConfig,
  projectConfigName,
  readProjectConfig,
} from '../workspace/project-config.ts';
import type { Environment } from './environment.ts';
import type { OpenDocuments } from './open-documents.ts';

const noConfig: ProjectConfig = { targets: [] };

type FileText = { readonly text: string } | { readonly message: string };

const untrusted = 'Pipeline files are not used in an untrusted workspace. Trust it first.';
const untrustedPlace =
  'In an untrusted workspace only files below the folder of the configuration are read. Trust it first.';

/**
 * The folders of the workspace with what their `.sigmasmith.yml` says. An open file counts as it is in the editor; others are read
 * once, and again when the editor says that they changed.
 */
export class Projects {
  readonly #connection: Connection;
  readonly #documents: OpenDocuments;
  readonly #environment: Pick<Environment, 'readText' | 'files'>;
  readonly #settings: () => ServerSettings;
  readonly #files = new Map<string, FileText>();
  /** By folder, with the text that they were read from. */
  readonly #configs = new Map<string, { readonly text: string; readonly value: ProjectConfig }>();
  readonly #lint: LintConfigs;
  readonly #fields: TargetFields;
  #folders: readonly string[] = [];

  constructor(
    connection: Connection,
    documents: OpenDocuments,
    environment: Pick<Environment, 'readText' | 'files'>,
    settings: () => ServerSettings,
  ) {
    this.#connection = connection;
    this.#documents = documents;
    this.#environment = environment;
    this.#settings = settings;
    this.#fields = new TargetFields(environment.files);
    this.#lint = new LintConfigs(
      (path) => this.#read(path),
      (folder) => this.#validatorReader(folder),
    );
  }

  setFolders(uris: readonly string[]): void {
    this.#folders = uris.flatMap(folderPath);
  }

  changeFolders(added: readonly string[], removed: readonly string[]): void {
    const more = added.flatMap(folderPath);
    const gone = new Set([...removed.flatMap(folderPath), ...more]);
    this.#folders = [...this.#folders.filter((folder) => !gone.has(folder)), ...more];
    // Nobody watches the files of folders that are gone.
    this.#files.clear();
    this.#configs.clear();
    this.#lint.forget();
    this.tell();
  }

  /**
   * The editor opened, changed or closed a document, or a file changed on the disk. True when a project depends on it: then whoever
   * shows conversions is told.
   */
  touched(uri: string): boolean {
    const path = fileUriToPath(uri);
    if (path === undefined) return false;
    const isKnown = this.#files.delete(path);
    const concerns = isKnown || fileName(path) === projectConfigName;
    if (concerns) {
      this.#lint.forget();
      this.tell();
    }
    return concerns;
  }

  /** What is wrong with a configuration that is open; `undefined` for every other document. */
  problems(uri: string): readonly Problem[] | undefined {
    const document = this.#documents.document(uri);
    const path = fileUriToPath(uri);
    if (!document || path === undefined || fileName(path) !== projectConfigName) return undefined;
    const read = this.#pipelineReader(folderOf(path));
    return checkProjectConfig(document.getText(), {
      pipelineTrouble(name) {
        const content = read(name);
        if ('message' in content) return `The pipeline ${name} cannot be read: ${content.message}`;
        const [error] = loadPipeline(content.text).errors;
        return error && `The pipeline ${name} cannot be used: ${error.message}`;
      },
      readValidators: this.#validatorReader(folderOf(path)),
    });
  }

  /** The configuration of the folder that a document (or folder) belongs to. */
  configFor(uri: string | undefined): ProjectConfig {
    const folder = this.#folderFor(uri);
    if (folder === undefined) return noConfig;
    const file = this.#read(`${folder}/${projectConfigName}`);
    if (!('text' in file)) return noConfig;
    const known = this.#configs.get(folder);
    if (known?.text === file.text) return known.value;
    const { value } = readProjectConfig(file.text);
    this.#configs.set(folder, { text: file.text, value });
    return value;
  }

  /** Which checks run for a document; `undefined` when its project excludes it. The same object until something changes. */
  lintConfigFor(uri: string): LintConfig | undefined {
    const [first] = this.#folders;
    const path = documentPath(uri) ?? (first === undefined ? undefined : `${first}/untitled.yml`);
    const { lintProfile, trusted } = this.#settings();
    return this.#lint.configFor(path, lintProfile, trusted);
  }

  /** The targets of the project that a document belongs to. */
  targetsOf(uri: string): readonly TargetPipelines[] {
    return targetPipelines(this.configFor(uri).targets, this.#pipelineReader(this.#folderFor(uri) ?? ''));
  }

  /** Tells the fields of rules that the project's targets do not know; `undefined` where there are no targets. */
  unmappedFieldsFor(uri: string): LintContext['unmappedFields'] {
    const { targets } = this.configFor(uri);
    if (targets.length === 0) return undefined;
    const known = this.targetsOf(uri);
    return (rule) => this.#fields.unmapped(rule, known);
  }

  /** Whether a target of the project that a document belongs to names it as a pipeline. */
  namesPipeline(uri: string): boolean {
    const path = fileUriToPath(uri);
    const folder = this.#folderFor(uri);
    if (path === undefined || folder === undefined) return false;
    return this.configFor(uri).targets.some(({ pipelines }) =>
      pipelines.some(
        ({ text }) => isPipelineFile(text) && (isAbsolute(text) ? text : resolvePath(folder, text)) === path,
      ),
    );
  }

  /** A conversion that somebody chose, for a document or folder, with the content of its pipeline files. */
  requestFor(uri: string, chosen: ConversionRequest): RequestOrTrouble {
    const read = this.#pipelineReader(this.#folderFor(uri) ?? '');
    if ('configured' in chosen) {
      const configured = this.configFor(uri).targets.find(({ name }) => name.text === chosen.configured);
      if (configured) return configuredRequest(configured, read);
      return { message: `There is no target "${chosen.configured}" in ${projectConfigName} of this folder.` };
    }
    const { pipelines, ...target } = chosen;
    if (!pipelines) return { request: target };
    const sources = readSources(pipelines, read);
    if ('message' in sources) return sources;
    return { request: { ...target, pipelines: sources.pipelines, anyBackend: true } };
  }

  #folderFor(uri: string | undefined): string | undefined {
    const path = uri === undefined ? undefined : documentPath(uri);
    if (path === undefined) return this.#folders[0];
    const holding = this.#folders.filter((folder) => path === folder || path.startsWith(`${folder}/`));
    return holding.sort((a, b) => b.length - a.length)[0];
  }

  #pipelineReader(folder: string): ReadPipeline {
    return (name) => {
      if (!this.#settings().trusted) return { message: untrusted };
      return this.#read(isAbsolute(name) ? name : resolvePath(folder, name));
    };
  }

  #validatorReader(folder: string): ReadPipeline {
    return (name) => {
      const path = isAbsolute(name) ? name : resolvePath(folder, name);
      const isBelow = !isAbsolute(name) && path.startsWith(`${folder}/`);
      return isBelow || this.#settings().trusted ? this.#read(path) : { message: untrustedPlace };
    };
  }

  #read(path: string): FileText {
    const open = this.#documents.uris().find((uri) => fileUriToPath(uri) === path);
    const document = open === undefined ? undefined : this.#documents.document(open);
    const file = document ? { text: document.getText() } : (this.#files.get(path) ?? this.#environment.readText(path));
    this.#files.set(path, file);
    return file;
  }

  tell(): void {
    void this.#connection.sendNotification(projectChangedNotification.method, {});
  }
}

/** The path of a file, or the one that an untitled document will be saved under. */
function documentPath(uri: string): string | undefined {
  return fileUriToPath(uri.startsWith('untitled:/') ? `file://${uri.slice('untitled:'.length)}` : uri);
}

function folderPath(uri: string): string[] {
  const path = fileUriToPath(uri)?.replace(/\/+$/, '');
  return path === undefined ? [] : [path];
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function isAbsolute(path: string): boolean {
  return /^([\\/]|[A-Za-z]:[\\/])/.test(path);
}

/** `a/b` and `../c.yml` → `a/c.yml`. */
function resolvePath(folder: string, relative: string): string {
  const parts = folder.split('/');
  for (const part of relative.split(/[\\/]/)) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
