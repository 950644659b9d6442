import { listRulesRequest, type RulePlace } from '../../protocol/convert.ts';
import type { SigmaDocument } from '../open-documents.ts';
import { onRequest, type RegisterHandler } from '../session.ts';
import { toRange } from '../to-proto.ts';

export const listRulesHandler: RegisterHandler = (session) => {
  onRequest(session, listRulesRequest, ({ uri }): readonly RulePlace[] => {
    const sigma = session.documents.get(uri);
    return sigma ? rulePlaces(sigma) : [];
  });
};

function rulePlaces({ parse, documents, document }: SigmaDocument): RulePlace[] {
  return parse.yaml.documents.flatMap(({ root }, index) => {
    if (root?.kind !== 'map' || !documents.has(index)) return [];
    const title = root.entries.find(({ key }) => key.kind === 'scalar' && key.text === 'title')?.value;
    const { start } = root.span;
    return [{ title: title?.kind === 'scalar' ? title.text : '', range: toRange(document, { start, end: start }) }];
  });
}
