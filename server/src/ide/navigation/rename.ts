/** Renames what has a name, in all files, and refuses whatever would change what rules mean. */
import type { Span } from '../../base/span.ts';
import { parseUuid } from '../../sigma/rule/uuid.ts';
import { referenceKey } from '../../workspace/rule-mentions.ts';
import { type Occurrence, occurrencesAt, occurrencesOf } from './occurrences.ts';
import type { RuleFile } from './places.ts';
import { refusalOfAlias } from './rename-alias.ts';
import { distinctSpans, type LoadFile, type Refusal, type Renaming } from './rename-edits.ts';
import { renameRule } from './rename-rule.ts';
import { refusalOfSelection } from './rename-selection.ts';

/** What would be renamed at an offset; `undefined` where there is nothing with a name. */
export function prepareRename(file: RuleFile, offset: number): { span: Span; text: string } | Refusal | undefined {
  const [at] = occurrencesAt(occurrencesOf(file.parse), offset);
  if (!at || at.kind === 'title' || at.kind === 'field') return undefined;
  return refusalOf(file, at) ?? { span: at.span, text: at.text };
}

export function rename(file: RuleFile, offset: number, newName: string, load: LoadFile): Renaming | undefined {
  const occurrences = occurrencesOf(file.parse);
  const [at] = occurrencesAt(occurrences, offset);
  if (!at || at.kind === 'title' || at.kind === 'field') return undefined;
  const refusal = refusalOf(file, at);
  if (refusal) return refusal;
  if (newName === at.text) return { files: [] };
  if (at.kind === 'rule') return renameRule(file, at.text, newName, load);
  const same = occurrences.filter(({ key }) => key === at.key);
  const spans = distinctSpans(same.map(({ span }) => span));
  const why =
    at.kind === 'alias'
      ? refusalOfAlias(file.parse, same, newName)
      : refusalOfSelection(file.parse, { same, spans, from: at.text, to: newName });
  return why === undefined ? { files: [{ path: file.path, spans }] } : { refusal: why };
}

/** Why this cannot be renamed at all, whatever the new name is. */
function refusalOf(file: RuleFile, at: Occurrence): Refusal | undefined {
  if (at.kind === 'selector')
    return { refusal: 'A pattern stands for several selections. Rename them at their names, one by one.' };
  if (at.kind === 'selection' && at.detections.length === 0)
    return { refusal: `There is no selection '${at.text}' to rename. Correct the condition, or add the selection.` };
  if (at.kind !== 'rule') return undefined;
  const meant = file.index.referredBy(at.text);
  if (meant.length === 1) return undefined;
  const what = parseUuid(at.text) === undefined ? 'name' : 'id';
  if (meant.length === 0)
    return { refusal: `No rule of the workspace has the ${what} '${at.text}', so there is nothing to rename.` };
  const paths = [...new Set(meant.map(({ path }) => path))].join(', ');
  return {
    refusal: `Several rules have the ${what} '${referenceKey(at.text)}' (${paths}). Give all but one another ${what} by hand first: nobody can tell which of them is meant elsewhere.`,
  };
}
