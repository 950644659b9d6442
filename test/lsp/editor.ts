/** An editor without a screen: speaks the Language Server Protocol with a server, and keeps what it is told. */
import { PassThrough } from 'node:stream';
import {
  type ClientCapabilities,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  ProposedFeatures,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { DataFiles } from '../../server/src/data/data-files.ts';
import type { JobRunner } from '../../server/src/lsp/jobs.ts';
import { startServer } from '../../server/src/lsp/server.ts';
import { openDataFiles } from '../../server/src/node/data-files.ts';
import { type ServerStatus, statusNotification } from '../../server/src/protocol/session.ts';
import { ManualTimers } from './manual-timers.ts';

const root = `${import.meta.dirname}/../..`;

export interface Edit {
  readonly range: Range;
  readonly text: string;
}

export class Editor {
  readonly connection: ProtocolConnection;
  /** Every publication, in order. */
  readonly published: PublishDiagnosticsParams[] = [];
  readonly statuses: ServerStatus[] = [];
  readonly #documents = new Map<string, TextDocument>();
  readonly #waiting = new Map<string, () => void>();

  constructor(connection: ProtocolConnection) {
    this.connection = connection;
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.push(params);
      this.#waiting.get(params.uri)?.();
    });
    connection.onNotification(statusNotification.method, (status: ServerStatus) => {
      this.statuses.push(status);
    });
    connection.listen();
  }

  async initialize(
    initializationOptions?: unknown,
    folders: readonly string[] = [],
    capabilities: ClientCapabilities = {},
  ): Promise<InitializeResult> {
    const workspaceFolders = folders.map((uri) => ({ uri, name: uri }));
    const workspace = { workspaceFolders: true, ...capabilities.workspace };
    const params = {
      processId: null,
      rootUri: null,
      capabilities: { ...capabilities, workspace },
      initializationOptions,
      workspaceFolders,
    };
    const result = await this.connection.sendRequest<InitializeResult>('initialize', params);
    await this.connection.sendNotification('initialized', {});
    return result;
  }

  async open(uri: string, text: string, languageId = 'yaml'): Promise<void> {
    this.#documents.set(uri, TextDocument.create(uri, languageId, 1, text));
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** Applies edits one after the other, as one change. */
  async edit(uri: string, edits: readonly Edit[]): Promise<void> {
    const document = this.document(uri);
    const version = document.version + 1;
    this.#documents.set(uri, TextDocument.update(document, [...edits], version));
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: edits,
    });
  }

  /** Replaces words that occur once. */
  async replace(uri: string, words: string, by: string): Promise<void> {
    const document = this.document(uri);
    const start = document.getText().indexOf(words);
    const range = { start: document.positionAt(start), end: document.positionAt(start + words.length) };
    await this.edit(uri, [{ range, text: by }]);
  }

  async close(uri: string): Promise<void> {
    this.#documents.delete(uri);
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  document(uri: string): TextDocument {
    const document = this.#documents.get(uri);
    if (!document) throw new Error(`${uri} is not open`);
    return document;
  }

  /** Resolves when the server has read everything that was sent so far, and everything that it sent before has arrived. */
  async settle(): Promise<void> {
    await this.connection.sendRequest('textDocument/documentSymbol', { textDocument: { uri: 'nothing:' } });
  }

  /** Resolves with the next publication for a document. */
  nextDiagnostics(uri: string): Promise<void> {
    return new Promise((resolve) => this.#waiting.set(uri, resolve));
  }

  /** What is shown for a document now; `undefined` when nothing was ever said about it. */
  shown(uri: string): readonly Diagnostic[] | undefined {
    return this.published.findLast((params) => params.uri === uri)?.diagnostics;
  }

  /** What is shown, one line each: `line:start-end code «words»`, counted from 0 in UTF-16 units. */
  squiggles(uri: string): string[] {
    const document = this.document(uri);
    return (this.shown(uri) ?? []).map(({ range, code }) => {
      const end = range.end.line === range.start.line ? '' : `${range.end.line}:`;
      const place = `${range.start.line}:${range.start.character}-${end}${range.end.character}`;
      return `${place} ${code} «${document.getText(range)}»`;
    });
  }
}

export interface InMemory {
  readonly editor: Editor;
  readonly timers: ManualTimers;
}

export const noJobs: JobRunner = {
  run: () => Promise.reject(new Error('no jobs in this test')),
  dispose: () => {},
};

/** The server of the sources in this very process, with timers that run when the test says so. */
export function connectInMemory(
  parts: {
    readonly jobs?: JobRunner;
    readonly files?: DataFiles;
    readonly today?: string;
    readonly newId?: () => string;
    /** Files of the workspace by path. */
    readonly disk?: ReadonlyMap<string, string>;
  } = {},
): InMemory {
  const toServer = new PassThrough();
  const toEditor = new PassThrough();
  const timers = new ManualTimers();
  const connection = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(toServer),
    new StreamMessageWriter(toEditor),
  );
  startServer(connection, {
    version: '0.0.0-test',
    ...(parts.today && { today: parts.today }),
    ...(parts.newId && { newId: parts.newId }),
    files: parts.files ?? openDataFiles(`${root}/corpus`),
    jobs: parts.jobs ?? noJobs,
    readText(path) {
      const text = parts.disk?.get(path);
      return text === undefined ? { message: 'there is no such file or folder' } : { text };
    },
    readPage: () => Promise.reject(new Error('No page can be read here.')),
    after: (milliseconds, callback) => timers.after(milliseconds, callback),
  });
  const client = createProtocolConnection(
    new StreamMessageReader(toEditor),
    new StreamMessageWriter(toServer),
    undefined,
  );
  return { editor: new Editor(client), timers };
}
