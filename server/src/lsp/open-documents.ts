import type { Connection, Disposable } from 'vscode-languageserver';
import { TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Recognised, recognise } from './recognition.ts';

/** An open document that is Sigma, as it stands now. */
export interface SigmaDocument extends Recognised {
  readonly document: TextDocument;
}

interface State {
  version: number;
  recognised: Recognised | null;
}

export interface DocumentListener {
  opened(uri: string): void;
  changed(uri: string): void;
  closed(uri: string): void;
}

/** The texts that the editor has open, each parsed at most once a version. */
export class OpenDocuments {
  readonly #documents = new TextDocuments(TextDocument);
  readonly #states = new Map<string, State>();

  listen(connection: Connection, listener: DocumentListener): Disposable {
    const fresh = new Set<string>();
    this.#documents.onDidOpen(({ document }) => {
      fresh.add(document.uri);
      listener.opened(document.uri);
    });
    this.#documents.onDidChangeContent(({ document }) => {
      // Opening is announced as a change, too.
      if (!fresh.delete(document.uri)) listener.changed(document.uri);
    });
    this.#documents.onDidClose(({ document }) => {
      this.#states.delete(document.uri);
      listener.closed(document.uri);
    });
    return this.#documents.listen(connection);
  }

  uris(): readonly string[] {
    return this.#documents.keys();
  }

  /** The document, whatever it is. */
  document(uri: string): TextDocument | undefined {
    return this.#documents.get(uri);
  }

  version(uri: string): number | undefined {
    return this.#documents.get(uri)?.version;
  }

  /** The open documents that are known to be Sigma. */
  sigmaUris(): readonly string[] {
    return [...this.#states].flatMap(([uri, { recognised }]) => (recognised ? [uri] : []));
  }

  /** The document as Sigma; `undefined` when it is not open or not Sigma. */
  get(uri: string): SigmaDocument | undefined {
    const document = this.#documents.get(uri);
    if (!document) return undefined;
    const recognised = this.#recognise(document);
    return recognised ? { ...recognised, document } : undefined;
  }

  #recognise(document: TextDocument): Recognised | null {
    const known = this.#states.get(document.uri);
    if (known?.version === document.version) return known.recognised;
    const always = document.languageId === 'sigma';
    const recognised = recognise(document.getText(), always, known?.recognised ?? null);
    this.#states.set(document.uri, { version: document.version, recognised });
    return recognised;
  }
}
