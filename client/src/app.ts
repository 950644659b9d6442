import type * as vscode from 'vscode';
import type { LastChoices } from './conversion/last-choices.ts';
import type { SigmaLanguageServer } from './language-client.ts';
import type { ModelKey } from './model/model-key.ts';
import type { PageDocuments } from './page-documents.ts';
import type { Previews } from './preview/previews.ts';
import type { QueryDocuments } from './query-documents.ts';
import type { CompareDocuments } from './siem/compare-documents.ts';
import type { SiemConnections } from './siem/connections.ts';
import type { VerdictDocuments } from './tests/verdict-documents.ts';
import type { ResultView } from './views/result-view.ts';

/** What the commands work with. */
export interface App {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly server: SigmaLanguageServer;
  readonly queries: QueryDocuments;
  readonly previews: Previews;
  readonly lastChoices: LastChoices;
  readonly resultView: ResultView;
  readonly connections: SiemConnections;
  readonly modelKey: ModelKey;
  readonly pages: PageDocuments;
  readonly compare: CompareDocuments;
  readonly verdicts: VerdictDocuments;
}

/** A command's id below `sigmasmith.` and what it does. */
export interface Command {
  readonly id: string;
  run(app: App, ...args: never[]): unknown;
}
