import type { Connection, Disposable } from 'vscode-languageserver';
import { TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { YamlStream } from '../yaml/nodes.ts';
import { type Recognised, recognise, recognisePipeline } from './recognition.ts';

/** An open document that is Sigma, as it stands now. */
export interface SigmaDocument extends Recognised {
  readonly document: TextDocument;
}

/** An open document that is a processing pipeline, as it stands now. */
export interface PipelineDocument {
  readonly document: TextDocument;
  readonly stream: YamlStream;
}

/** A document is at most one of both. */
interface State {
  readonly version: number;
  readonly recognised: Recognised | null;
  readonly pipeline: YamlStream | null;
}

/** Documents of more characters take several milliseconds to read. */
const large = 30_000;

const unknown: State = { version: -1, recognised: null, pipeline: null };

export interface DocumentListener {
  opened(uri: string): void;
  changed(uri: string): void;
  closed(uri: string): void;
}

/** The texts that the editor has open, each parsed at most once a version. */
export class OpenDocuments {
  readonly #documents = new TextDocuments(TextDocument);
  readonly #states = new Map<string, State>();
  /** Whether a project uses this file as a pipeline. */
  readonly #isNamedPipeline: (uri: string) => boolean;

  constructor(isNamedPipeline: (uri: string) => boolean = () => false) {
    this.#isNamedPipeline = isNamedPipeline;
  }

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

  /** Whether it takes long to get this document: it is large and has changed since it was read. */
  isSlow(uri: string): boolean {
    const document = this.#documents.get(uri);
    if (!document || this.#states.get(uri)?.version === document.version) return false;
    return document.getText().length > large;
  }

  /** The open documents that are known to be Sigma. */
  sigmaUris(): readonly string[] {
    return [...this.#states].flatMap(([uri, { recognised }]) => (recognised ? [uri] : []));
  }

  /** The document as Sigma; `undefined` when it is not open or not Sigma. */
  get(uri: string): SigmaDocument | undefined {
    const document = this.#documents.get(uri);
    if (!document) return undefined;
    const { recognised } = this.#state(document);
    return recognised ? { ...recognised, document } : undefined;
  }

  /** The document as a processing pipeline; `undefined` when it is not open or none. */
  pipeline(uri: string): PipelineDocument | undefined {
    const document = this.#documents.get(uri);
    if (!document) return undefined;
    const { pipeline } = this.#state(document);
    return pipeline ? { stream: pipeline, document } : undefined;
  }

  #state(document: TextDocument): State {
    const known = this.#states.get(document.uri) ?? unknown;
    if (known.version === document.version && (known.recognised || known.pipeline)) return known;
    const state = known.version === document.version ? this.#named(document, known) : this.#read(document, known);
    this.#states.set(document.uri, state);
    return state;
  }

  #read(document: TextDocument, { recognised: previous, pipeline: was }: State): State {
    const { version } = document;
    const text = document.getText();
    const pipeline = previous ? null : recognisePipeline(text, was !== null);
    if (pipeline) return { version, recognised: null, pipeline };
    const recognised = recognise(text, document.languageId === 'sigma', previous);
    return recognised ? { version, recognised, pipeline } : this.#named(document, { version, recognised, pipeline });
  }

  /** A project may begin to name a file while it is open. */
  #named(document: TextDocument, state: State): State {
    if (!this.#isNamedPipeline(document.uri)) return state;
    return { ...state, pipeline: recognisePipeline(document.getText(), true) };
  }
}
