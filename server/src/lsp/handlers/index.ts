import type { RegisterHandler } from '../session.ts';
import { callHierarchyHandler } from './call-hierarchy.ts';
import { codeActionHandler } from './code-action.ts';
import { codeLensHandler } from './code-lens.ts';
import { completionHandler } from './completion.ts';
import { convertHandler } from './convert.ts';
import { convertFolderHandler } from './convert-folder.ts';
import { definitionHandler } from './definition.ts';
import { didChangeConfigurationHandler } from './did-change-configuration.ts';
import { didChangeWatchedFilesHandler } from './did-change-watched-files.ts';
import { didMoveFilesHandler } from './did-move-files.ts';
import { documentHighlightHandler } from './document-highlight.ts';
import { documentLinkHandler } from './document-link.ts';
import { documentSymbolHandler } from './document-symbol.ts';
import { foldingRangeHandler } from './folding-range.ts';
import { formattingHandler } from './formatting.ts';
import { generateHandler } from './generate.ts';
import { hoverHandler } from './hover.ts';
import { initializeHandler } from './initialize.ts';
import { inlayHintHandler } from './inlay-hint.ts';
import { listRulesHandler } from './list-rules.ts';
import { listPipelinesHandler, listTargetsHandler } from './list-targets.ts';
import { readPageHandler } from './read-page.ts';
import { referencesHandler } from './references.ts';
import { renameHandler } from './rename.ts';
import { ruleEditsHandler } from './rule-edits.ts';
import { selectionRangeHandler } from './selection-range.ts';
import { semanticTokensHandler } from './semantic-tokens.ts';
import { shutdownHandler } from './shutdown.ts';
import { siemHandler } from './siem.ts';
import { signatureHelpHandler } from './signature-help.ts';
import { testsHandler } from './tests.ts';
import { updateAttackHandler } from './update-attack.ts';
import { workspaceFoldersHandler } from './workspace-folders.ts';
import { workspaceSymbolHandler } from './workspace-symbol.ts';

export const handlers: readonly RegisterHandler[] = [
  initializeHandler,
  didChangeConfigurationHandler,
  shutdownHandler,
  documentSymbolHandler,
  hoverHandler,
  completionHandler,
  signatureHelpHandler,
  formattingHandler,
  semanticTokensHandler,
  codeActionHandler,
  inlayHintHandler,
  ruleEditsHandler,
  generateHandler,
  convertHandler,
  convertFolderHandler,
  listRulesHandler,
  didChangeWatchedFilesHandler,
  didMoveFilesHandler,
  workspaceFoldersHandler,
  listTargetsHandler,
  listPipelinesHandler,
  siemHandler,
  readPageHandler,
  updateAttackHandler,
  testsHandler,
  callHierarchyHandler,
  codeLensHandler,
  definitionHandler,
  documentHighlightHandler,
  documentLinkHandler,
  foldingRangeHandler,
  referencesHandler,
  renameHandler,
  selectionRangeHandler,
  workspaceSymbolHandler,
];
