import type { Command } from '../app.ts';
import { addSiemConnection } from './add-siem-connection.ts';
import { addTag } from './add-tag.ts';
import { changePreviewTarget } from './change-preview-target.ts';
import { convertAgain } from './convert-again.ts';
import { convertFolder } from './convert-folder.ts';
import { convertRule } from './convert-rule.ts';
import { copyQuery } from './copy-query.ts';
import { copyValue } from './copy-value.ts';
import { deleteDeployedRule } from './delete-deployed-rule.ts';
import { deployToSiem } from './deploy-to-siem.ts';
import { generateFromFile } from './generate-from-file.ts';
import { generateFromSelection } from './generate-from-selection.ts';
import { generateFromUrl } from './generate-from-url.ts';
import { generateId } from './generate-id.ts';
import { newCorrelation } from './new-correlation.ts';
import { newFilter } from './new-filter.ts';
import { newRule } from './new-rule.ts';
import { openResultNode } from './open-result-node.ts';
import { previewConversion } from './preview-conversion.ts';
import { removeSiemConnection } from './remove-siem-connection.ts';
import { restartServer } from './restart-server.ts';
import { setModelApiKey } from './set-model-api-key.ts';
import { setModifiedDate } from './set-modified-date.ts';
import { showLog } from './show-log.ts';
import { showReferences } from './show-references.ts';
import { testSelectedEvent } from './test-selected-event.ts';
import { updateAttackData } from './update-attack-data.ts';

export const commands: readonly Command[] = [
  generateFromSelection,
  generateFromFile,
  convertRule,
  convertAgain,
  convertFolder,
  previewConversion,
  changePreviewTarget,
  copyQuery,
  testSelectedEvent,
  newRule,
  newCorrelation,
  newFilter,
  setModifiedDate,
  generateId,
  addTag,
  showLog,
  showReferences,
  restartServer,
  generateFromUrl,
  setModelApiKey,
  updateAttackData,
  addSiemConnection,
  removeSiemConnection,
  deployToSiem,
  deleteDeployedRule,
  openResultNode,
  copyValue,
];
