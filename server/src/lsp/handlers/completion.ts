import type { CompletionItem, CompletionList, CompletionOptions, CompletionParams } from 'vscode-languageserver';
import { complete } from '../../ide/completion/complete.ts';
import type { Suggestion } from '../../ide/completion/suggestion.ts';
import { toCompletionList, withDocumentation } from '../../ide/completion/to-completion-list.ts';
import { pipelineCompletion } from '../../ide/pipeline/pipeline-completion.ts';
import { pipelineVocabulary } from '../../ide/pipeline/vocabulary.ts';
import { guard } from '../guard.ts';
import type { RegisterHandler, Session } from '../session.ts';

export const completionOptions: CompletionOptions = {
  // Not the colon: what opens behind it would take the Enter that begins a new line.
  triggerCharacters: ['|', '.', '-', ' ', "'", '"', '(', '['],
  resolveProvider: true,
};

const nothing: CompletionList = { isIncomplete: false, items: [] };

export const completionHandler: RegisterHandler = (session) => {
  const { connection } = session;
  /** What was offered last: documentation is looked up when an entry is looked at. */
  let offered: readonly Suggestion[] = [];
  connection.onCompletion(
    guard(
      'completion',
      connection.console,
      ({ textDocument: { uri }, position }: CompletionParams) => {
        const pipeline = session.documents.pipeline(uri);
        if (pipeline) {
          const { stream, document } = pipeline;
          const vocabulary = pipelineVocabulary(session.data);
          const items = pipelineCompletion(stream, document, document.offsetAt(position), vocabulary);
          return { isIncomplete: false, items };
        }
        const sigma = session.documents.get(uri);
        if (!sigma) return nothing;
        const { document } = sigma;
        const found = complete(document.getText(), document.offsetAt(position), inputFor(session, uri));
        offered = found.items;
        return toCompletionList(found, document);
      },
      { value: nothing },
    ),
  );
  connection.onCompletionResolve(
    guard('completionResolve', connection.console, (item: CompletionItem) =>
      typeof item.data === 'number' ? withDocumentation(item, offered[item.data]) : item,
    ),
  );
};

function inputFor({ data, workspace, environment }: Session, uri: string) {
  const { today, newId } = environment;
  return {
    data,
    workspace: workspace.index,
    path: workspace.keyOf(uri),
    today: today ?? data.today,
    ...(newId && { newId }),
  };
}
