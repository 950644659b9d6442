/** Changes of a rule's head: a new id, the date of the last change. The editor's extension knows clock and chance, so it applies them. */
import type { Span } from '../../base/span.ts';
import type { SigmaParse } from '../../sigma/parse-sigma.ts';
import { ruleAt } from '../rule-edits.ts';
import type { SigmaAction } from './code-actions.ts';

const keys: ReadonlySet<string> = new Set(['title', 'id', 'date', 'modified', 'tags']);

/** Offered on the lines of the keys that they change, and on the title. */
export function headActions(parse: SigmaParse, { start, end }: Span): SigmaAction[] {
  const root = ruleAt(parse, start);
  const pair = root?.pairs.find(({ span }) => span.start <= end && start <= span.end);
  const key = pair?.key.kind === 'scalar' ? pair.key.text : '';
  if (!root || !keys.has(key)) return [];
  const has = (name: string) => root.pairs.some((each) => each.key.kind === 'scalar' && each.key.text === name);
  const action = (title: string, id: string): SigmaAction => ({
    ...{ title, kind: 'refactor.rewrite', findings: [] },
    command: { id: `sigmasmith.${id}`, arguments: [] },
  });
  const idTitle = has('id') ? 'Replace id with a new one' : 'Generate id';
  return [
    ...(key === 'title' || key === 'id' ? [action(idTitle, 'generateId')] : []),
    ...(key !== 'id' && key !== 'tags' ? [action('Set modified date to today', 'setModifiedDate')] : []),
    ...(key === 'title' || key === 'tags' ? [action('Add ATT&CK tag…', 'addTag')] : []),
  ];
}
