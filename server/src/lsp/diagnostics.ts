import type { Connection } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Problem } from '../base/problem.ts';
import type { Span } from '../base/span.ts';
import { checkPipeline } from '../ide/pipeline/check-pipeline.ts';
import { pipelineVocabulary } from '../ide/pipeline/vocabulary.ts';
import type { LintConfig } from '../lint/config.ts';
import type { LintData } from '../lint/lint-data.ts';
import { lintInWorkspace } from '../lint/lint-workspace.ts';
import { type Finding, type LintOptions, lintSigma, lintSteps, withoutSuppressed } from '../lint/linter.ts';
import { type ServerSettings, type ServerStatus, statusNotification } from '../protocol/session.ts';
import { parseSigma } from '../sigma/parse-sigma.ts';
import { fileUriToPath } from '../workspace/file-uri.ts';
import { visibleIndex } from '../workspace/visible-index.ts';
import type { Disposable, Environment } from './environment.ts';
import { describe } from './guard.ts';
import type { DocumentListener, OpenDocuments, PipelineDocument, SigmaDocument } from './open-documents.ts';
import { toDiagnostic } from './to-proto.ts';
import type { Workspace } from './workspace.ts';

/** What any YAML extension reports, too. PyYAML's refusals to construct a value are Sigma's own matter and not among them. */
const yamlSyntaxCodes = new Set(['reader-error', 'scanner-error', 'parser-error', 'composer-error']);

/** How long changes are collected that other documents may be concerned by, in milliseconds. */
const rest = 50;

/** Documents of more characters are checked in parts. */
const oneGo = 30_000;

/** Characters that lint rules have looked at, together, before others have their turn: a few milliseconds. */
const partOfWork = 100_000;

/** What was found in a document by itself. */
interface Checked {
  readonly sigma: SigmaDocument;
  readonly version: number;
  readonly config: LintConfig;
  readonly own: readonly Finding[];
  /** What the others add to it, as it was sent. */
  workspace: string;
}

/**
 * Publishes what is wrong with each open document a short rest after its last change. A change while a check is due puts it off;
 * findings go out with the version they were computed from, and only while that is still the newest.
 * What only all files together show is looked for again in every document whenever one of them changes visibly for the others.
 */
export class Diagnostics implements DocumentListener {
  readonly #connection: Connection;
  readonly #documents: OpenDocuments;
  readonly #after: Environment['after'];
  /** Of a file that configures a project; `undefined` for every other. */
  readonly #projectProblems: (uri: string) => readonly Problem[] | undefined;
  /** `undefined` for documents that are not checked. */
  readonly #lintConfigFor: (uri: string) => LintConfig | undefined;
  readonly #unmappedFieldsFor: (uri: string) => LintOptions['unmappedFields'];
  readonly #settings: () => ServerSettings;
  readonly #data: LintData;
  readonly #workspace: Workspace;
  readonly #checked = new Map<string, Checked>();
  #refreshDue: Disposable | undefined;
  /** The check that has begun and waits for its next turn. */
  #running: { readonly uri: string; readonly steps: Generator<void, void> } | undefined;
  readonly #due = new Map<string, Disposable>();
  /** Documents whose time has come. */
  readonly #ready = new Set<string>();
  #pause: Disposable | undefined;
  /** Documents for which the editor may be showing something. */
  readonly #shown = new Set<string>();
  #toldStatus: string | undefined;
  /** Told which open documents are Sigma, whenever that changes. */
  readonly sigmaListeners: ((uris: readonly string[]) => void)[] = [];

  constructor(
    connection: Connection,
    documents: OpenDocuments,
    data: LintData,
    environment: Pick<Environment, 'after'> & {
      projectProblems(uri: string): readonly Problem[] | undefined;
      lintConfigFor(uri: string): LintConfig | undefined;
      unmappedFieldsFor(uri: string): LintOptions['unmappedFields'];
      readonly workspace: Workspace;
    },
    settings: () => ServerSettings,
  ) {
    this.#connection = connection;
    this.#documents = documents;
    this.#after = environment.after;
    this.#projectProblems = environment.projectProblems;
    this.#lintConfigFor = environment.lintConfigFor;
    this.#unmappedFieldsFor = environment.unmappedFieldsFor;
    this.#settings = settings;
    this.#data = data;
    this.#workspace = environment.workspace;
    this.#workspace.onDidChange(() => {
      this.#refreshDue ??= this.#after(rest, () => this.#refreshWorkspace());
    });
  }

  opened(uri: string): void {
    this.#schedule(uri, 0);
  }

  changed(uri: string): void {
    this.#schedule(uri, this.#settings().debounce);
  }

  closed(uri: string): void {
    this.#cancel(uri);
    this.#clear(uri);
    this.#publishStatus();
  }

  /** Checks everything that is open again, e.g. after a change of settings. */
  refresh(milliseconds = 0): void {
    for (const uri of this.#documents.uris()) this.#schedule(uri, milliseconds);
  }

  /** What is wrong with a Sigma document as it is now, whether that was sent already or not. */
  findings(uri: string): readonly Finding[] {
    const sigma = this.#documents.get(uri);
    const config = sigma && this.#lintConfigFor(uri);
    if (!sigma || !config) return [];
    const known = this.#checked.get(uri);
    const checked = known?.version === sigma.document.version ? known : this.#lint(uri, sigma, config);
    return this.#relevant([...checked.own, ...this.#workspaceFindings(uri, checked)], sigma);
  }

  /** What is wrong with a Sigma document by itself if it had another text. */
  findingsOfText(uri: string, text: string): readonly Finding[] {
    const sigma = this.#documents.get(uri);
    const config = sigma && this.#lintConfigFor(uri);
    if (!sigma || !config) return [];
    const treatAsSigma = sigma.parse.collection.skippedDocuments.length === 0;
    return this.#lint(uri, { ...sigma, parse: parseSigma(text, { treatAsSigma }) }, config).own;
  }

  dispose(): void {
    for (const uri of [...this.#due.keys()]) this.#cancel(uri);
    this.#refreshDue?.dispose();
    this.#pause?.dispose();
  }

  #schedule(uri: string, milliseconds: number): void {
    this.#cancel(uri);
    this.#due.set(
      uri,
      this.#after(milliseconds, () => {
        this.#due.delete(uri);
        this.#ready.add(uri);
        if (!this.#pause) this.#checkNext();
      }),
    );
  }

  /**
   * One document, or a part of a large one, then a breath: whoever asks for something does not wait for all that became due together.
   */
  #checkNext(): void {
    if (!this.#running) {
      const [uri] = this.#ready;
      if (uri === undefined) return;
      this.#ready.delete(uri);
      this.#running = { uri, steps: this.#check(uri) };
    }
    if (this.#running.steps.next().done) this.#running = undefined;
    this.#pause = this.#after(0, () => {
      this.#pause = undefined;
      this.#checkNext();
    });
  }

  #cancel(uri: string): void {
    this.#due.get(uri)?.dispose();
    this.#due.delete(uri);
    this.#ready.delete(uri);
    if (this.#running?.uri === uri) this.#running = undefined;
  }

  /** Checks a document and sends what it finds; it stops wherever others may have their turn. */
  *#check(uri: string): Generator<void, void> {
    try {
      const problems = this.#projectProblems(uri);
      const sigma = problems ? undefined : this.#documents.get(uri);
      const config = sigma && this.#lintConfigFor(uri);
      const pipeline = problems || sigma ? undefined : this.#documents.pipeline(uri);
      if (problems) this.#send(uri, this.#documents.document(uri), problems);
      else if (pipeline) this.#send(uri, pipeline.document, this.#ofPipeline(pipeline));
      else if (sigma && config) yield* this.#publish(uri, sigma, config);
      else this.#clear(uri);
    } catch (error) {
      this.#connection.console.error(`checking ${uri}: ${describe(error)}`);
    }
    this.#publishStatus();
  }

  /** What is wrong with a pipeline, without what others report. */
  #ofPipeline({ stream, document: { languageId } }: PipelineDocument): readonly Problem[] {
    const reportSyntax = this.#settings().yamlSyntaxErrors || languageId === 'sigma';
    return checkPipeline(stream, pipelineVocabulary(this.#data)).filter(
      (problem) => reportSyntax || !isYamlSyntax(problem),
    );
  }

  #lintOptions(uri: string, config: LintConfig): LintOptions {
    const path = fileUriToPath(uri);
    const unmappedFields = this.#unmappedFieldsFor(uri);
    const onRuleFailure = this.#onRuleFailure;
    return { config, data: this.#data, onRuleFailure, unmappedFields, ...(path && { path }) };
  }

  #lint(uri: string, sigma: SigmaDocument, config: LintConfig): Checked {
    const own = lintSigma(sigma.parse, this.#lintOptions(uri, config));
    return { sigma, version: sigma.document.version, config, own, workspace: '' };
  }

  *#publish(uri: string, sigma: SigmaDocument, config: LintConfig): Generator<void, void> {
    const isLarge = sigma.parse.text.length > oneGo;
    if (isLarge) yield;
    const steps = lintSteps(sigma.parse, this.#lintOptions(uri, config));
    const own = yield* inParts(steps, isLarge ? partOfWork : Number.POSITIVE_INFINITY);
    if (isLarge) yield;
    const checked = { sigma, version: sigma.document.version, config, own, workspace: '' };
    const others = this.#workspaceFindings(uri, checked);
    checked.workspace = JSON.stringify(others);
    this.#checked.set(uri, checked);
    this.#send(uri, sigma.document, this.#relevant([...own, ...others], sigma));
  }

  #workspaceFindings(uri: string, { sigma, config }: Checked): Finding[] {
    const workspace = this.#workspace;
    const options = { config, isComplete: workspace.knowsAllAround(uri), onRuleFailure: this.#onRuleFailure };
    const isChecked = (path: string) => this.#lintConfigFor(workspace.uriOf(path)) !== undefined;
    const index = visibleIndex(workspace.indexAbout(uri), isChecked);
    const found = lintInWorkspace(index, workspace.keyOf(uri), { ...options, data: this.#data });
    return withoutSuppressed(found, sigma.parse);
  }

  /** Looks again for what depends on other files, and sends what differs from before. */
  #refreshWorkspace(): void {
    this.#refreshDue = undefined;
    for (const [uri, checked] of this.#checked) {
      // A document that has changed since is due for a check anyway.
      if (this.#documents.version(uri) !== checked.version) continue;
      const others = this.#workspaceFindings(uri, checked);
      const text = JSON.stringify(others);
      if (text === checked.workspace) continue;
      checked.workspace = text;
      this.#send(uri, checked.sigma.document, this.#relevant([...checked.own, ...others], checked.sigma));
    }
  }

  #send(uri: string, document: TextDocument | undefined, problems: readonly Problem[]): void {
    if (!document || this.#documents.version(uri) !== document.version) return;
    const locate = (path: string, span: Span) => this.#workspace.locationOf(path, span);
    const diagnostics = problems.map((problem) => toDiagnostic(document, problem, locate));
    this.#shown.add(uri);
    void this.#connection.sendDiagnostics({ uri, version: document.version, diagnostics });
  }

  /**
   * Without what others report, without documents that are not Sigma, and of documents that are no YAML at the moment only that: what
   * else seems wrong there is a consequence.
   */
  #relevant(findings: readonly Finding[], { documents, document: { languageId } }: SigmaDocument): readonly Finding[] {
    const broken = new Set(findings.filter(isYamlSyntax).map(({ document }) => document));
    const reportSyntax = this.#settings().yamlSyntaxErrors || languageId === 'sigma';
    return findings.filter((finding) => {
      if (isYamlSyntax(finding)) return reportSyntax;
      return documents.has(finding.document) && !broken.has(finding.document);
    });
  }

  readonly #onRuleFailure = (id: string, error: unknown): void =>
    this.#connection.console.error(`lint rule ${id}: ${describe(error)}`);

  #clear(uri: string): void {
    this.#checked.delete(uri);
    if (this.#shown.delete(uri)) void this.#connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  #publishStatus(): void {
    const status: ServerStatus = { sigmaDocuments: this.#documents.sigmaUris() };
    const text = status.sigmaDocuments.join('\n');
    if (text === this.#toldStatus) return;
    this.#toldStatus = text;
    void this.#connection.sendNotification(statusNotification.method, status);
    for (const listener of this.sigmaListeners) listener(status.sigmaDocuments);
  }
}

/** Takes all steps; others have their turn after each part of so much work. */
function* inParts(steps: Generator<number, Finding[]>, part: number): Generator<void, Finding[]> {
  let work = 0;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    work += step.value;
    if (work < part) continue;
    work = 0;
    yield;
  }
}

function isYamlSyntax({ code }: Problem): boolean {
  return yamlSyntaxCodes.has(code);
}
