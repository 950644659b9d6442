import type {
  CancellationToken,
  CompletionItem,
  CompletionList,
  CompletionOptions,
  CompletionParams,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { beginsSigma } from '../../ide/completion/begins-sigma.ts';
import { complete } from '../../ide/completion/complete.ts';
import type { Suggestion } from '../../ide/completion/suggestion.ts';
import { toCompletionList, withDocumentation } from '../../ide/completion/to-completion-list.ts';
import { pipelineCompletion } from '../../ide/pipeline/pipeline-completion.ts';
import { pipelineVocabulary } from '../../ide/pipeline/vocabulary.ts';
import { isAmongRules } from '../among-rules.ts';
import { guard } from '../guard.ts';
import type { RegisterHandler, Session } from '../session.ts';

export const completionOptions: CompletionOptions = {
  // Not the colon: what opens behind it would take the Enter that begins a new line.
  triggerCharacters: ['|', '.', '-', ' ', "'", '"', '(', '['],
  resolveProvider: true,
};

/** Who has written so many lines has come to the detection, or writes something else. */
const longestHead = 200;

const nothing: CompletionList = { isIncomplete: false, items: [] };

export const completionHandler: RegisterHandler = (session) => {
  const { connection } = session;
  /** What was offered last: documentation is looked up when an entry is looked at. */
  let offered: readonly Suggestion[] = [];
  connection.onCompletion(
    guard(
      'completion',
      connection.console,
      async ({ textDocument: { uri }, position }: CompletionParams, token: CancellationToken) => {
        const pipeline = session.documents.pipeline(uri);
        if (pipeline) {
          const { stream, document } = pipeline;
          const vocabulary = pipelineVocabulary(session.data);
          const items = pipelineCompletion(stream, document, document.offsetAt(position), vocabulary);
          return { isIncomplete: false, items };
        }
        const document = session.documents.document(uri);
        if (!document) return nothing;
        const offset = document.offsetAt(position);
        if (!session.documents.get(uri) && !(await mayBegin(session, document, offset, token))) return nothing;
        const found = complete(document.getText(), offset, inputFor(session, uri));
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

/** Whether a YAML file that is not Sigma yet is going to be. */
async function mayBegin(
  session: Session,
  document: TextDocument,
  offset: number,
  token: CancellationToken,
): Promise<boolean> {
  if (document.languageId !== 'yaml' || document.lineCount > longestHead) return false;
  const found = beginsSigma(document.getText(), offset);
  return found === 'yes' || (found === 'among rules' && (await isAmongRules(session, document.uri, token)));
}

function inputFor({ data, workspace, environment }: Session, uri: string) {
  const { today, newId } = environment;
  return {
    data,
    workspace: workspace.indexAbout(uri),
    today: today ?? data.today,
    ...(newId && { newId }),
  };
}
