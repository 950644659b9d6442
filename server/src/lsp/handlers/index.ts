import type { RegisterHandler } from '../session.ts';
import { convertHandler } from './convert.ts';
import { convertFolderHandler } from './convert-folder.ts';
import { didChangeConfigurationHandler } from './did-change-configuration.ts';
import { didChangeWatchedFilesHandler } from './did-change-watched-files.ts';
import { didMoveFilesHandler } from './did-move-files.ts';
import { documentSymbolHandler } from './document-symbol.ts';
import { generateHandler } from './generate.ts';
import { hoverHandler } from './hover.ts';
import { initializeHandler } from './initialize.ts';
import { listRulesHandler } from './list-rules.ts';
import { listPipelinesHandler, listTargetsHandler } from './list-targets.ts';
import { readPageHandler } from './read-page.ts';
import { shutdownHandler } from './shutdown.ts';
import { siemHandler } from './siem.ts';
import { testsHandler } from './tests.ts';
import { workspaceFoldersHandler } from './workspace-folders.ts';

export const handlers: readonly RegisterHandler[] = [
  initializeHandler,
  didChangeConfigurationHandler,
  shutdownHandler,
  documentSymbolHandler,
  hoverHandler,
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
  testsHandler,
];
