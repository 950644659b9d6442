import type { CodeAction, CodeActionParams, Diagnostic, WorkspaceEdit } from 'vscode-languageserver';
import { CodeActionKind } from 'vscode-languageserver';
import { codeActions, type SigmaAction, wants } from '../../ide/code-actions/code-actions.ts';
import { lineEdits } from '../../ide/format/line-edits.ts';
import type { TextEdit } from '../../lint/define-rule.ts';
import type { Finding } from '../../lint/finding.ts';
import { fixText, isSafeFix } from '../../services/fix.ts';
import { keepsMatches } from '../../services/keeps-matches.ts';
import { toSpan } from '../from-proto.ts';
import { guard } from '../guard.ts';
import type { SigmaDocument } from '../open-documents.ts';
import type { RegisterHandler, Session } from '../session.ts';
import { toDiagnostic, toTextEdits } from '../to-proto.ts';

const fixAllKind = `${CodeActionKind.SourceFixAll}.sigmasmith`;

export const codeActionOptions = {
  codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, fixAllKind],
  resolveProvider: true,
};

/** What an action that is made when it is chosen needs to know. */
interface FixAllData {
  readonly uri: string;
  readonly version: number;
  readonly code: string;
}

export const codeActionHandler: RegisterHandler = (session) => {
  const { connection, documents } = session;
  connection.onCodeAction(
    guard<CodeActionParams, CodeAction[]>(
      'codeAction',
      connection.console,
      (params) => {
        const sigma = documents.get(params.textDocument.uri);
        return sigma ? [...actionsAt(session, sigma, params), ...fixAll(session, sigma, params)] : [];
      },
      { value: [] },
    ),
  );
  connection.onCodeActionResolve(
    guard('codeActionResolve', connection.console, (action: CodeAction) => {
      const data = action.data as FixAllData | undefined;
      const sigma = data && documents.get(data.uri);
      if (!sigma || sigma.document.version !== data.version) return action;
      return { ...action, edit: workspaceEdit(session, sigma, allFixes(session, sigma, data.code)) };
    }),
  );
};

function actionsAt(session: Session, sigma: SigmaDocument, { range, context }: CodeActionParams): CodeAction[] {
  const { document } = sigma;
  const { only } = context;
  if (!wants(only, CodeActionKind.QuickFix) && !wants(only, CodeActionKind.RefactorRewrite)) return [];
  const span = toSpan(document, range);
  const findings = wants(only, CodeActionKind.QuickFix) ? session.diagnostics.findings(document.uri) : [];
  return codeActions(sigma.parse, findings, { span, only }).map((action) =>
    toCodeAction(session, sigma, action, context.diagnostics),
  );
}

function toCodeAction(
  session: Session,
  sigma: SigmaDocument,
  action: SigmaAction,
  diagnostics: readonly Diagnostic[],
): CodeAction {
  const { document } = sigma;
  const { title, kind, findings, isPreferred, edits, fixAllOf, command } = action;
  const related = findings.map((finding) => {
    const own = toDiagnostic(document, finding);
    return diagnostics.find(({ code, range }) => code === own.code && isEqual(range, own.range)) ?? own;
  });
  const data: FixAllData | undefined =
    fixAllOf === undefined ? undefined : { uri: document.uri, version: document.version, code: fixAllOf };
  return {
    title,
    kind,
    ...(related.length > 0 && { diagnostics: related }),
    ...(isPreferred && { isPreferred }),
    ...(edits && { edit: workspaceEdit(session, sigma, edits) }),
    ...(data && { data }),
    ...(command && { command: { title, command: command.id, arguments: [...command.arguments] } }),
  };
}

function isEqual(a: CodeActionParams['range'], b: CodeActionParams['range']): boolean {
  return (
    a.start.line === b.start.line &&
    a.start.character === b.start.character &&
    a.end.line === b.end.line &&
    a.end.character === b.end.character
  );
}

/** All safe fixes of the file in one action; made only when asked for, as on saving. */
function fixAll(session: Session, sigma: SigmaDocument, { context: { only } }: CodeActionParams): CodeAction[] {
  if (only === undefined || !wants(only, fixAllKind)) return [];
  const edits = allFixes(session, sigma);
  if (edits.length === 0) return [];
  return [{ title: 'Fix all safe problems', kind: fixAllKind, edit: workspaceEdit(session, sigma, edits) }];
}

/** The edits of all safe fixes, of one check or of all. */
function allFixes({ diagnostics }: Session, { document }: SigmaDocument, only?: string): TextEdit[] {
  const lint = (text: string): readonly Finding[] => diagnostics.findingsOfText(document.uri, text);
  const { text } = fixText(document.getText(), {
    lint,
    isSame: keepsMatches,
    accept: (fix, { code }) => isSafeFix(fix) && (only === undefined || code === only),
  });
  return lineEdits(document.getText(), text);
}

/** Bound to the version that was looked at, where the editor can: then it refuses the edit after another change. */
function workspaceEdit({ client }: Session, { document }: SigmaDocument, edits: readonly TextEdit[]): WorkspaceEdit {
  const textDocument = { uri: document.uri, version: document.version };
  const textEdits = toTextEdits(document, edits);
  const isVersioned = client.workspace?.workspaceEdit?.documentChanges;
  return isVersioned
    ? { documentChanges: [{ textDocument, edits: textEdits }] }
    : { changes: { [document.uri]: textEdits } };
}
