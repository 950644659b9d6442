import type { CallHierarchyItem, Range } from 'vscode-languageserver';
import type { Span } from '../../base/span.ts';
import { type RuleCall, rulesAt, usedBy, usersOf } from '../../ide/navigation/rule-calls.ts';
import type { IndexedRule } from '../../workspace/workspace-index.ts';
import { guard } from '../guard.ts';
import { openRuleFileAt } from '../rule-file.ts';
import type { RegisterHandler, Session } from '../session.ts';
import { ruleSymbolKinds } from './workspace-symbol.ts';

/** Rules as if they were functions: correlations and filters call those that they are about. */
export const callHierarchyHandler: RegisterHandler = (session) => {
  const { connection, workspace } = session;
  const { callHierarchy } = connection.languages;
  callHierarchy.onPrepare(
    guard(
      'prepareCallHierarchy',
      connection.console,
      async (params, token): Promise<CallHierarchyItem[] | null> => {
        const at = await openRuleFileAt(session, params, token);
        return at ? rulesAt(at.file, at.offset).flatMap((rule) => itemOf(session, rule)) : null;
      },
      { value: null },
    ),
  );
  callHierarchy.onIncomingCalls(
    guard(
      'incomingCalls',
      connection.console,
      ({ item }) =>
        callsOf(session, item, usersOf, (call) => call.other.path).map(({ other, ranges }) => {
          return { from: other, fromRanges: ranges };
        }),
      { value: null },
    ),
  );
  callHierarchy.onOutgoingCalls(
    guard(
      'outgoingCalls',
      connection.console,
      ({ item }) => {
        const path = workspace.keyOf(item.uri);
        return callsOf(session, item, usedBy, () => path).map(({ other, ranges }) => {
          return { to: other, fromRanges: ranges };
        });
      },
      { value: null },
    ),
  );
};

/** The calls of an item; `placesIn` names the file in which their spans stand. */
function callsOf(
  session: Session,
  item: CallHierarchyItem,
  find: typeof usersOf,
  placesIn: (call: RuleCall) => string,
): { readonly other: CallHierarchyItem; readonly ranges: Range[] }[] {
  const { index } = session.workspace;
  const path = session.workspace.keyOf(item.uri);
  const rule = index.rulesOf(path).find(({ document }) => document === item.data);
  if (!rule) return [];
  return find(index, { path, rule }).flatMap((call) => {
    const ranges = call.spans.flatMap((span) => rangeOf(session, placesIn(call), span) ?? []);
    return itemOf(session, call.other).map((other) => ({ other, ranges }));
  });
}

function itemOf(session: Session, { path, rule }: IndexedRule): CallHierarchyItem[] {
  const head = rule.title?.span ?? { start: rule.span.start, end: rule.span.start };
  const range = rangeOf(session, path, rule.span);
  const selectionRange = rangeOf(session, path, head);
  if (!range || !selectionRange) return [];
  const { kind, document } = rule;
  const name = rule.title?.value ?? rule.name?.value ?? 'Rule without a title';
  const uri = session.workspace.uriOf(path);
  return [{ name, kind: ruleSymbolKinds[kind], detail: kind, uri, range, selectionRange, data: document }];
}

function rangeOf({ workspace }: Session, path: string, span: Span): Range | undefined {
  return workspace.locationOf(path, span)?.range;
}
