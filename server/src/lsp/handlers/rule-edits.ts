import { type AttackTable, fullTechniqueName, loadAttack } from '../../data/attack.ts';
import { addTag, ruleAt, setKey } from '../../ide/rule-edits.ts';
import type { TextEdit } from '../../lint/define-rule.ts';
import { editRuleRequest, listTagsRequest, type RuleChange, type TagChoice } from '../../protocol/rule-edits.ts';
import type { SigmaParse } from '../../sigma/parse-sigma.ts';
import type { YamlMap } from '../../yaml/nodes.ts';
import { onRequest, type RegisterHandler } from '../session.ts';
import { toTextEdits } from '../to-proto.ts';

export const ruleEditsHandler: RegisterHandler = (session) => {
  onRequest(session, editRuleRequest, ({ uri, position, change }) => {
    const sigma = session.documents.get(uri);
    const root = sigma && ruleAt(sigma.parse, sigma.document.offsetAt(position));
    if (!sigma || !root) return null;
    const edit = editOf(sigma.parse, root, change);
    return toTextEdits(sigma.document, edit ? [edit] : []);
  });
  onRequest(session, listTagsRequest, () => {
    const table = session.data.table(loadAttack);
    return table ? tagChoices(table) : [];
  });
};

function editOf(parse: SigmaParse, root: YamlMap, change: RuleChange): TextEdit | undefined {
  if (change.kind === 'tag') return addTag(parse, root, change.tag);
  return change.kind === 'id' ? setKey(parse, root, 'id', change.id) : setKey(parse, root, 'modified', change.date);
}

function tagChoices(table: AttackTable): TagChoice[] {
  const tactics = [...table.tactics.values()].map(({ shortName, name, id }) => ({
    ...{ tag: `attack.${shortName}`, name, description: `Tactic ${id}` },
  }));
  const techniques = [...table.techniques.values()].map((technique) => ({
    tag: `attack.${technique.id.toLowerCase()}`,
    name: fullTechniqueName(table, technique),
    description: technique.tactics.map((shortName) => table.tactics.get(shortName)?.name ?? shortName).join(', '),
  }));
  return [...tactics, ...techniques];
}
