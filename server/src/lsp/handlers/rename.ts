import {
  LSPErrorCodes,
  type PrepareRenameResult,
  ResponseError,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { prepareRename, rename } from '../../ide/navigation/rename.ts';
import type { FileEdits } from '../../ide/navigation/rename-edits.ts';
import { parseSigma, type SigmaParse } from '../../sigma/parse-sigma.ts';
import { guard } from '../guard.ts';
import { openRuleFileAt } from '../rule-file.ts';
import type { RegisterHandler, Session } from '../session.ts';
import { toRange, toTextEdits } from '../to-proto.ts';

export const renameHandler: RegisterHandler = (session) => {
  const { connection } = session;
  connection.onPrepareRename(
    guard(
      'prepareRename',
      connection.console,
      async (params, token): Promise<PrepareRenameResult | null | ResponseError> => {
        const at = await openRuleFileAt(session, params, token);
        const found = at && prepareRename(at.file, at.offset);
        if (!at || !found) return null;
        if ('refusal' in found) return refused(found.refusal);
        return { range: toRange(at.file.document, found.span), placeholder: found.text };
      },
    ) as Parameters<typeof connection.onPrepareRename>[0],
  );
  connection.onRenameRequest(
    guard('rename', connection.console, async (params, token): Promise<WorkspaceEdit | null | ResponseError> => {
      const at = await openRuleFileAt(session, params, token);
      const texts = new Texts(session);
      const newName = params.newName.trim();
      const found = at && rename(at.file, at.offset, newName, (path) => texts.parse(path));
      if (!found) return null;
      return 'refusal' in found ? refused(found.refusal) : texts.editOf(found.files, newName);
    }) as Parameters<typeof connection.onRenameRequest>[0],
  );
};

function refused(message: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, message);
}

/** The texts that a renaming changes: open ones as they stand in the editor, the others read afresh. */
class Texts {
  readonly #session: Session;
  readonly #closed = new Map<string, TextDocument>();

  constructor(session: Session) {
    this.#session = session;
  }

  parse(path: string): SigmaParse | undefined {
    const { documents, environment, workspace } = this.#session;
    const uri = workspace.uriOf(path);
    const open = documents.document(uri);
    if (open) return documents.get(uri)?.parse;
    const read = environment.readText(path);
    if (!('text' in read)) return undefined;
    this.#closed.set(path, TextDocument.create(uri, 'yaml', 0, read.text));
    return parseSigma(read.text);
  }

  editOf(files: readonly FileEdits[], newText: string): WorkspaceEdit {
    const { client, documents, workspace } = this.#session;
    const changes: Record<string, TextEdit[]> = {};
    const documentChanges: TextDocumentEdit[] = [];
    for (const { path, spans } of files) {
      const uri = workspace.uriOf(path);
      const open = documents.document(uri);
      const document = open ?? this.#closed.get(path);
      if (!document) continue;
      const edits = toTextEdits(
        document,
        spans.map((span) => ({ span, newText })),
      );
      changes[uri] = edits;
      documentChanges.push({ textDocument: { uri, version: open?.version ?? null }, edits });
    }
    return client.workspace?.workspaceEdit?.documentChanges ? { documentChanges } : { changes };
  }
}
