import { CancellationTokenSource, type Connection, type Diagnostic } from 'vscode-languageserver';
import { CancelledError } from '../base/cancellation.ts';
import { withoutSuppressed } from '../lint/apply-suppressions.ts';
import type { LintConfig } from '../lint/config.ts';
import type { Finding } from '../lint/finding.ts';
import type { LintData } from '../lint/lint-data.ts';
import { lintInWorkspace } from '../lint/lint-workspace.ts';
import type { TargetPipelines } from '../services/convert-requests.ts';
import { parseSigma } from '../sigma/parse-sigma.ts';
import { visibleIndex } from '../workspace/visible-index.ts';
import type { Disposable, Environment } from './environment.ts';
import { describe } from './guard.ts';
import type { CheckedClosedFile } from './jobs/check-files.ts';
import { toDiagnosticAt } from './to-proto.ts';
import type { Workspace } from './workspace.ts';

/** Files in one job, and rules whose neighbours are looked at in one go. */
const slice = 100;

/** How long changes are collected before the neighbours of all files are looked at again, in milliseconds. */
const rest = 500;

export interface ClosedFilesParts {
  readonly connection: Connection;
  readonly environment: Pick<Environment, 'jobs' | 'after' | 'readText'>;
  readonly workspace: Workspace;
  readonly data: LintData;
  isOn(): boolean;
  /** `undefined` for files that are not checked. */
  lintConfigFor(uri: string): LintConfig | undefined;
  /** The targets of the project that a file belongs to. */
  targetsOf(uri: string): readonly TargetPipelines[];
}

interface Known {
  readonly own: readonly Diagnostic[];
  readonly hasSuppressions: boolean;
  /** What the editor shows. */
  sent: string;
}

/** Publishes what is wrong with the rule files of the workspace that are not open, where a person wants to see that. */
export class ClosedFiles {
  readonly #parts: ClosedFilesParts;
  readonly #known = new Map<string, Known>();
  readonly #unchecked = new Set<string>();
  readonly #toCompare = new Set<string>();
  #cancellation = new CancellationTokenSource();
  #isChecking = false;
  #compareDue: Disposable | undefined;

  constructor(parts: ClosedFilesParts) {
    this.#parts = parts;
    parts.workspace.onDidReadFiles((paths) => this.#read(paths));
    parts.workspace.onDidChange(() => this.#compareLater());
  }

  /** Checks all files again, or shows nothing any more, as the settings say now. */
  refresh(): void {
    if (!this.#parts.isOn()) {
      this.#unchecked.clear();
      for (const path of [...this.#known.keys()]) this.#drop(path);
      return;
    }
    this.#parts.workspace.start();
    this.#read([...this.#parts.workspace.index.files()].map(([path]) => path));
  }

  /** A document was opened: from now on what is shown for it is its own affair. */
  opened(uri: string): void {
    const path = this.#parts.workspace.keyOf(uri);
    this.#known.delete(path);
    this.#unchecked.delete(path);
  }

  dispose(): void {
    this.#cancellation.cancel();
    this.#compareDue?.dispose();
  }

  #read(paths: readonly string[]): void {
    if (!this.#parts.isOn()) return;
    for (const path of paths)
      if (this.#isClosed(path)) this.#unchecked.add(path);
      else this.#drop(path);
    void this.#checkAll();
  }

  #isClosed(path: string): boolean {
    const { workspace } = this.#parts;
    return workspace.index.has(path) && !workspace.isOpen(path);
  }

  /** Forgets a file that is gone, and takes back what was shown for it. */
  #drop(path: string): void {
    this.#unchecked.delete(path);
    const known = this.#known.get(path);
    this.#known.delete(path);
    if (known && known.sent !== '[]' && !this.#parts.workspace.isOpen(path)) this.#send(path, []);
  }

  async #checkAll(): Promise<void> {
    if (this.#isChecking) return;
    this.#isChecking = true;
    const { connection, environment } = this.#parts;
    try {
      while (this.#unchecked.size > 0) {
        const files = this.#nextFiles();
        const checked = await environment.jobs.run('checkFiles', { files }, this.#cancellation.token, () => {});
        for (const file of checked) this.#take(file);
      }
    } catch (error) {
      this.#unchecked.clear();
      if (!(error instanceof CancelledError)) connection.console.error(`checking closed files: ${describe(error)}`);
    }
    this.#isChecking = false;
  }

  #nextFiles() {
    const paths = [...this.#unchecked].slice(0, slice);
    for (const path of paths) this.#unchecked.delete(path);
    return paths.flatMap((path) => {
      const config = this.#configFor(path);
      if (config) return [{ path, config, targets: this.#parts.targetsOf(this.#parts.workspace.uriOf(path)) }];
      this.#drop(path);
      return [];
    });
  }

  #configFor(path: string): LintConfig | undefined {
    return this.#parts.lintConfigFor(this.#parts.workspace.uriOf(path));
  }

  #take({ path, findings, hasSuppressions }: CheckedClosedFile): void {
    if (!this.#isClosed(path) || !this.#parts.isOn()) return;
    const own = findings.map((finding) => toDiagnosticAt(finding.range, finding));
    this.#known.set(path, { own, hasSuppressions, sent: this.#known.get(path)?.sent ?? '[]' });
    this.#publish(path);
  }

  #compareLater(): void {
    if (this.#known.size === 0) return;
    for (const path of this.#known.keys()) this.#toCompare.add(path);
    this.#compareDue ??= this.#parts.environment.after(rest, () => this.#compareNext());
  }

  /** A slice of files, then a breath for requests. */
  #compareNext(): void {
    const paths = [...this.#toCompare].slice(0, slice);
    for (const path of paths) {
      this.#toCompare.delete(path);
      if (this.#isClosed(path)) this.#publish(path);
      else this.#drop(path);
    }
    const more = this.#toCompare.size > 0;
    this.#compareDue = more ? this.#parts.environment.after(0, () => this.#compareNext()) : undefined;
  }

  #publish(path: string): void {
    const known = this.#known.get(path);
    if (!known) return;
    const diagnostics = [...known.own, ...this.#fromOthers(path, known)];
    const text = JSON.stringify(diagnostics);
    if (text === known.sent) return;
    known.sent = text;
    this.#send(path, diagnostics);
  }

  /** What only all files together show in one. */
  #fromOthers(path: string, { hasSuppressions }: Known): Diagnostic[] {
    const { workspace, data } = this.#parts;
    const config = this.#configFor(path);
    if (!config) return [];
    const isComplete = workspace.knowsAllAround(workspace.uriOf(path));
    const index = visibleIndex(workspace.index, (other) => this.#configFor(other) !== undefined);
    const found = lintInWorkspace(index, path, { config, isComplete, data });
    return (hasSuppressions ? this.#unsilenced(path, found) : found).flatMap((finding) => {
      const location = workspace.locationOf(path, finding.span);
      if (!location) return [];
      return [toDiagnosticAt(location.range, finding, (place) => workspace.locationOf(place.path ?? path, place.span))];
    });
  }

  #unsilenced(path: string, found: Finding[]): Finding[] {
    if (found.length === 0) return found;
    const read = this.#parts.environment.readText(path);
    return 'text' in read ? withoutSuppressed(found, parseSigma(read.text)) : [];
  }

  #send(path: string, diagnostics: Diagnostic[]): void {
    void this.#parts.connection.sendDiagnostics({ uri: this.#parts.workspace.uriOf(path), diagnostics });
  }
}
