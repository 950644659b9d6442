/** Fields that hold the full path of a file on the computer that wrote the event. */
import type { SigmaDetectionItem, SigmaRule } from '../sigma/rule/sigma-rule.ts';

const programs: ReadonlySet<string> = new Set([
  'Image',
  'ParentImage',
  'GrandParentImage',
  'SourceImage',
  'TargetImage',
  'ImageLoaded',
  'NewProcessName',
  'ParentProcessName',
]);

const files: ReadonlySet<string> = new Set(['TargetFilename', 'SourceFilename', 'CurrentDirectory']);

/** Whether an item compares the full path of a program with texts. */
export function isProgramPath({ field, modifiers }: SigmaDetectionItem): boolean {
  return field !== null && programs.has(field) && comparesText(modifiers);
}

/** Whether an item compares the full path of a file with texts. */
export function isPath(item: SigmaDetectionItem): boolean {
  return isProgramPath(item) || (item.field !== null && files.has(item.field) && comparesText(item.modifiers));
}

/** Whether the events are those of Windows. */
export function isOnWindows({ logsource }: SigmaRule): boolean {
  return logsource?.product === 'windows';
}

const comparing: ReadonlySet<string> = new Set(['startswith', 'endswith', 'contains', 'all', 'cased', 'neq']);

function comparesText(modifiers: readonly string[]): boolean {
  return modifiers.every((modifier) => comparing.has(modifier));
}
