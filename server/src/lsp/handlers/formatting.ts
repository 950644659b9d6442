import type { ClientCapabilities, Connection, Disposable, DocumentSelector } from 'vscode-languageserver';
import { DocumentFormattingRequest, DocumentRangeFormattingRequest } from 'vscode-languageserver';
import type { Span } from '../../base/span.ts';
import { type Formatted, formatSigma } from '../../ide/format/format-sigma.ts';
import { toSpan } from '../from-proto.ts';
import { describe, guard } from '../guard.ts';
import type { SigmaDocument } from '../open-documents.ts';
import type { RegisterHandler, Session } from '../session.ts';
import { toTextEdits } from '../to-proto.ts';

/** For editors that cannot be told later which documents there is a formatter for. */
export function formattingCapabilities(capabilities: ClientCapabilities) {
  return registersFormatting(capabilities)
    ? {}
    : { documentFormattingProvider: true, documentRangeFormattingProvider: true };
}

function registersFormatting({ textDocument }: ClientCapabilities): boolean {
  return Boolean(textDocument?.formatting?.dynamicRegistration && textDocument.rangeFormatting?.dynamicRegistration);
}

/**
 * Where the editor allows it, there is a formatter for Sigma documents alone: a formatter for all YAML would make the editor ask which
 * one to use for files that are no rules.
 */
class Registrations {
  readonly #session: Session;
  #current: Promise<readonly Disposable[]> = Promise.resolve([]);

  constructor(session: Session) {
    this.#session = session;
  }

  update(uris: readonly string[]): void {
    const { connection, client } = this.#session;
    if (!registersFormatting(client)) return;
    const documentSelector = selectorOf(uris);
    this.#current = this.#current
      .then(async (before) => {
        const after = await Promise.all([
          connection.client.register(DocumentFormattingRequest.type, { documentSelector }),
          connection.client.register(DocumentRangeFormattingRequest.type, { documentSelector }),
        ]);
        for (const registration of before) registration.dispose();
        return after;
      })
      .catch((error: unknown) => {
        connection.console.error(`registering the formatter: ${describe(error)}`);
        return [];
      });
  }
}

function selectorOf(uris: readonly string[]): DocumentSelector {
  const names = new Set(uris.map((uri) => fileName(uri)));
  return [
    { language: 'sigma' },
    ...[...names].map((name) => ({ language: 'yaml', pattern: `**/${name.replace(/[[\]{}*?]/g, '[$&]')}` })),
  ];
}

function fileName(uri: string): string {
  return decodeURIComponent(uri.replace(/[?#].*$/s, '').replace(/^.*\//s, ''));
}

export const formattingHandler: RegisterHandler = (session) => {
  const { connection, documents, diagnostics } = session;
  const registrations = new Registrations(session);
  diagnostics.sigmaListeners.push((uris) => registrations.update(uris));
  const refusals = new Map<string, string>();
  const format = (uri: string, range?: (sigma: SigmaDocument) => Span) => {
    const sigma = documents.get(uri);
    if (!sigma) return [];
    const formatted = formatSigma(sigma.parse, range && { range: range(sigma) });
    tell(connection, refusals, uri, formatted);
    return toTextEdits(sigma.document, formatted.edits);
  };
  connection.onDocumentFormatting(
    guard('formatting', connection.console, ({ textDocument }) => format(textDocument.uri), { value: [] }),
  );
  connection.onDocumentRangeFormatting(
    guard(
      'rangeFormatting',
      connection.console,
      ({ textDocument, range }) => format(textDocument.uri, ({ document }) => toSpan(document, range)),
      { value: [] },
    ),
  );
};

/** Says why a document is not formatted, once for each reason: formatting on save would repeat it. */
function tell(connection: Connection, told: Map<string, string>, uri: string, { refusal }: Formatted): void {
  if (!refusal) told.delete(uri);
  else if (told.get(uri) !== refusal.message) {
    told.set(uri, refusal.message);
    connection.window.showWarningMessage(refusal.message);
  }
}
