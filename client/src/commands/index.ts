import type { Command } from '../app.ts';
import { convertRule } from './convert-rule.ts';
import { copyValue } from './copy-value.ts';
import { generateFromFile } from './generate-from-file.ts';
import { generateFromSelection } from './generate-from-selection.ts';
import { newRule } from './new-rule.ts';
import { openResultNode } from './open-result-node.ts';
import { restartServer } from './restart-server.ts';
import { showLog } from './show-log.ts';

export const commands: readonly Command[] = [
  generateFromSelection,
  generateFromFile,
  convertRule,
  newRule,
  showLog,
  restartServer,
  openResultNode,
  copyValue,
];
