import type { CodeAction, CodeActionParams } from 'vscode-languageserver';
import { CodeActionKind } from 'vscode-languageserver';
import { codeActions, type SigmaAction, wants } from '../../ide/code-actions/code-actions.ts';
import { lineEdits } from '../../ide/format/line-edits.ts';
import type { TextEdit } from '../../lint/define-rule.ts';
import type { Finding } from '../../lint/finding.ts';
import { fixText, isSafeFix, lineEndOf } from '../../services/fix.ts';
import { guard } from '../guard.ts';
import type { SigmaDocument } from '../open-documents.ts';
import type { RegisterHandler, Session } from '../session.ts';
import { toDiagnostic, toRange } from '../to-proto.ts';

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
      const { uri, version, code } = action.data as FixAllData;
      const sigma = documents.get(uri);
      if (!sigma || sigma.document.version !== version) return action;
      return { ...action, edit: workspaceEdit(sigma, allFixes(session, sigma, code)) };
    }),
  );
};

function actionsAt({ diagnostics }: Session, sigma: SigmaDocument, { range, context }: CodeActionParams): CodeAction[] {
  const { document } = sigma;
  const { only } = context;
  if (!wants(only, CodeActionKind.QuickFix) && !wants(only, CodeActionKind.RefactorRewrite)) return [];
  const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
  const findings = wants(only, CodeActionKind.QuickFix) ? diagnostics.findings(document.uri) : [];
  return codeActions(sigma.parse, findings, { span, only }).map((action) => toCodeAction(sigma, action, context));
}

function toCodeAction(
  sigma: SigmaDocument,
  action: SigmaAction,
  { diagnostics }: CodeActionParams['context'],
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
    ...(edits && { edit: workspaceEdit(sigma, edits) }),
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
  return [{ title: 'Fix all safe problems', kind: fixAllKind, edit: workspaceEdit(sigma, edits) }];
}

/** The edits of all safe fixes, of one check or of all. */
function allFixes({ diagnostics }: Session, { document }: SigmaDocument, only?: string): TextEdit[] {
  const lint = (text: string): readonly Finding[] => diagnostics.findingsOfText(document.uri, text);
  const { text } = fixText(document.getText(), {
    lint,
    accept: (fix, { code }) => isSafeFix(fix) && (only === undefined || code === only),
  });
  return lineEdits(document.getText(), text);
}

/** Bound to the version that was looked at: an editor refuses it after another change. */
function workspaceEdit({ document }: SigmaDocument, edits: readonly TextEdit[]) {
  const textDocument = { uri: document.uri, version: document.version };
  const lineEnd = lineEndOf(document.getText());
  const textEdits = edits.map(({ span, newText }) => ({
    range: toRange(document, span),
    newText: newText.replace(/\r?\n/g, lineEnd),
  }));
  return { documentChanges: [{ textDocument, edits: textEdits }] };
}
