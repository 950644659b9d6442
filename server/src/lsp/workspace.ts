import type { CancellationToken, Connection } from 'vscode-languageserver';
import type { Location } from 'vscode-languageserver-types';
import type { Span } from '../base/span.ts';
import { summarizeFile } from '../workspace/file-summary.ts';
import { fileUriToPath, pathToFileUri } from '../workspace/file-uri.ts';
import type { RuleSummary } from '../workspace/rule-summary.ts';
import { createWorkspaceIndex, type WorkspaceIndex } from '../workspace/workspace-index.ts';
import type { Environment } from './environment.ts';
import type { SummarizedFile } from './jobs/index-files.ts';
import type { DocumentListener, OpenDocuments, SigmaDocument } from './open-documents.ts';
import { toRange } from './to-proto.ts';
import { WorkspaceReader } from './workspace-reader.ts';

/**
 * All rules of the workspace: those of open documents as they stand in the editor, the others as they are on the disk. Reading begins
 * with the first Sigma document; folders that are not on a disk are known by their open documents alone.
 */
export class Workspace implements DocumentListener {
  readonly #documents: OpenDocuments;
  readonly #reader: WorkspaceReader;
  readonly #index = createWorkspaceIndex();
  /** Open documents whose summary is older than their text. */
  readonly #stale = new Set<string>();
  /** What is open, by its key in the index. */
  readonly #open = new Map<string, string>();
  readonly #fingerprints = new Map<string, string>();
  readonly #listeners: (() => void)[] = [];
  readonly #readListeners: ((paths: readonly string[]) => void)[] = [];
  #folders: readonly string[] = [];
  #isStarted = false;

  constructor(connection: Connection, documents: OpenDocuments, { jobs }: Pick<Environment, 'jobs'>) {
    this.#documents = documents;
    this.#reader = new WorkspaceReader({ connection, jobs, found: (files) => this.#found(files) });
  }

  /** Everything that is known now. Paths are those of files, or URIs of documents that are none. */
  get index(): WorkspaceIndex {
    this.#update();
    return this.#index;
  }

  /**
   * What is known for answers about one document that may be a moment old in what they say of others: huge documents are read for
   * their own sake, soon after they changed.
   */
  indexAbout(uri: string): WorkspaceIndex {
    this.#update((other) => other === uri || !this.#documents.isSlow(other));
    return this.#index;
  }

  setFolders(uris: readonly string[]): void {
    this.#folders = uris.flatMap(folderOf);
  }

  changeFolders(added: readonly string[], removed: readonly string[]): void {
    const more = added.flatMap(folderOf);
    const gone = new Set([...removed.flatMap(folderOf), ...more]);
    this.#folders = [...this.#folders.filter((folder) => !gone.has(folder)), ...more];
    const isGone = (path: string) => !this.#isWithin(path) && !this.#open.has(path);
    this.#reader.forget(isGone);
    this.#forget(this.#filesWhere(isGone));
    if (this.#isStarted) this.#reader.readFolders(more);
  }

  /** Reads the folders, unless that has begun. */
  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#reader.readFolders(this.#folders);
  }

  /** Resolves when all files are known, or when nobody waits any longer. */
  async whenRead(token: CancellationToken): Promise<void> {
    this.start();
    await this.#reader.whenIdle(token);
  }

  /** Whether all rules that belong together with this one are known, so that one that is missing is missing indeed. */
  knowsAllAround(uri: string): boolean {
    return this.#isStarted && this.#reader.isComplete && this.#isWithin(this.keyOf(uri));
  }

  /** Calls back whenever something may have changed that other files can see. */
  onDidChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Calls back with files that were read from the disk, again or for the first time, or are gone from it. */
  onDidReadFiles(listener: (paths: readonly string[]) => void): void {
    this.#readListeners.push(listener);
  }

  isOpen(path: string): boolean {
    return this.#open.has(path);
  }

  opened(uri: string): void {
    this.#open.set(this.keyOf(uri), uri);
    this.#stale.add(uri);
  }

  changed(uri: string): void {
    this.#stale.add(uri);
  }

  closed(uri: string): void {
    const path = this.keyOf(uri);
    this.#stale.delete(uri);
    this.#open.delete(path);
    this.#fingerprints.delete(uri);
    if (this.#isStarted && this.#isWithin(path)) this.#reader.readFiles([path]);
    else if (this.#index.has(path)) {
      this.#index.delete(path);
      this.#tell();
    }
  }

  /** Something was created or changed on the disk: a file, or a folder with all its files. */
  written(uris: readonly string[]): void {
    const paths = this.#concerning(uris);
    const closed = paths.filter((path) => !this.#open.has(path));
    this.#reader.readFiles(closed.filter((path) => /\.ya?ml$/i.test(path)));
    this.#reader.readFolders(closed.filter(mayBeFolder));
    // An open document counts as it is in the editor, also when its file was gone for a while.
    for (const path of paths) {
      const uri = this.#open.get(path);
      if (uri !== undefined && !this.#index.has(path)) this.#stale.add(uri);
    }
    this.#update();
  }

  /** A file, or a folder with all its files, is gone from the disk; a document of it may be left open until somebody closes or saves it. */
  removed(uris: readonly string[]): void {
    const gone = new Set(this.#concerning(uris));
    if (gone.size === 0) return;
    const isGone = (file: string) => {
      for (let path = file; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('/'))))
        if (gone.has(path)) return true;
      return false;
    };
    this.#reader.again(isGone);
    const paths = this.#filesWhere(isGone);
    this.#forget(paths);
  }

  /** The key of a document in the index. */
  keyOf(uri: string): string {
    return fileUriToPath(uri) ?? uri;
  }

  /** The URI of a file in the index, in the editor's own spelling where it is open. */
  uriOf(path: string): string {
    return this.#open.get(path) ?? (/^[A-Za-z][\w+.-]+:/.test(path) ? path : pathToFileUri(path));
  }

  /** A span of an indexed file as the editor names it. */
  locationOf(path: string, span: Span): Location | undefined {
    const uri = this.uriOf(path);
    const document = this.#documents.document(uri);
    if (document) return { uri, range: toRange(document, span) };
    const start = this.#index.positionAt(path, span.start);
    const end = this.#index.positionAt(path, span.end);
    return start && end && { uri, range: { start, end } };
  }

  dispose(): void {
    this.#reader.dispose();
  }

  #isWithin(path: string): boolean {
    return this.#folders.some((folder) => path.startsWith(`${folder}/`));
  }

  /** The paths that belong to the workspace. */
  #concerning(uris: readonly string[]): string[] {
    if (!this.#isStarted) return [];
    return uris
      .map((uri) => this.keyOf(uri))
      .filter((path) => this.#isWithin(path) && !/\/(?:\.git|node_modules)(?:\/|$)/.test(path));
  }

  #filesWhere(isWanted: (path: string) => boolean): string[] {
    const known = new Set([...[...this.#index.files()].map(([path]) => path), ...this.#open.keys()]);
    return [...known].filter(isWanted);
  }

  #forget(paths: readonly string[]): void {
    if (paths.length === 0) return;
    for (const path of paths) {
      this.#index.delete(path);
      const uri = this.#open.get(path);
      if (uri === undefined) continue;
      this.#fingerprints.delete(uri);
      this.#stale.delete(uri);
    }
    this.#tell();
    this.#tellRead(paths);
  }

  #found(files: readonly SummarizedFile[]): void {
    for (const [path, summary] of files) {
      if (this.#open.has(path) || !this.#isWithin(path)) continue;
      if (summary) this.#index.set(path, summary.rules, summary.lineStarts);
      else this.#index.delete(path);
    }
    this.#tell();
    this.#tellRead(files.map(([path]) => path));
  }

  #update(isWanted: (uri: string) => boolean = () => true): void {
    if (this.#stale.size === 0) return;
    const uris = [...this.#stale].filter(isWanted);
    for (const uri of uris) this.#stale.delete(uri);
    const changed = uris.filter((uri) => this.#updateOpen(uri, this.#documents.get(uri)));
    if (changed.length > 0) this.#tell();
  }

  /** True when others can see the change. */
  #updateOpen(uri: string, sigma: SigmaDocument | undefined): boolean {
    const path = this.keyOf(uri);
    const before = this.#fingerprints.get(uri);
    if (!sigma) {
      this.#fingerprints.delete(uri);
      const wasKnown = this.#index.has(path);
      this.#index.delete(path);
      return wasKnown;
    }
    this.start();
    const { rules, lineStarts } = summarizeFile(sigma.parse);
    const own = rules.filter(({ document }) => sigma.documents.has(document));
    this.#index.set(path, own, lineStarts);
    const fingerprint = own.map(fingerprintOf).join('\n');
    this.#fingerprints.set(uri, fingerprint);
    return fingerprint !== before;
  }

  #tellRead(paths: readonly string[]): void {
    for (const listener of this.#readListeners) listener(paths);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Whether a path that something was written to may be a folder; files of other kinds come and go in thousands. */
function mayBeFolder(path: string): boolean {
  return !/\.(?!\d+$)[^./]+$/.test(path);
}

function folderOf(uri: string): string[] {
  const path = fileUriToPath(uri)?.replace(/\/+$/, '');
  return path === undefined ? [] : [path];
}

/** What other files see of a rule. */
function fingerprintOf({ kind, document, id, name, title, logic, mentions }: RuleSummary): string {
  const references = mentions.map(({ role, reference }) => `${role} ${reference}`);
  return JSON.stringify([kind, document, id?.value, name?.value, title?.value, logic, references]);
}
