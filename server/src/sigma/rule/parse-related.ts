import type { Span } from '../../base/span.ts';
import type { YamlNode } from '../../yaml/nodes.ts';
import { headOf, isPairs, Mapping, placeOf, placeOfItem } from './document.ts';
import { isDict, stringOf } from './python-value.ts';
import { type RuleErrors, SigmaRaise } from './rule-errors.ts';
import type { SigmaRelated, SigmaRelatedType } from './sigma-rule.ts';
import { parseUuid } from './uuid.ts';

const types = [
  'correlation',
  'derived',
  'merged',
  'obsolete',
  'renamed',
  'similar',
] as const satisfies readonly SigmaRelatedType[];

/** pySigma stops at the first broken item and keeps none; we keep those that are whole. */
export function parseRelated(map: Mapping, errors: RuleErrors): SigmaRelated[] {
  const node = map.given('related');
  if (node === undefined) return [];
  if (node.kind !== 'seq') {
    errors.add('SigmaRelatedError', 'Sigma rule related must be a list', node.span);
    return [];
  }
  const related: SigmaRelated[] = [];
  let first = true;
  for (const item of node.items) {
    try {
      related.push(relatedItem(item, node));
    } catch (raised) {
      if (!(raised instanceof SigmaRaise)) throw raised;
      if (first) errors.addError(raised.error);
      else errors.addFurther(raised.error);
      first = false;
    }
  }
  return related;
}

function relatedItem(item: YamlNode, list: YamlNode): SigmaRelated {
  const fail = (message: string, span: Span = placeOfItem(item, list)) =>
    new SigmaRaise('SigmaRelatedError', message, span);
  if (!isDict(item) || isPairs(list)) throw fail('Sigma related items must be maps with an id and type field');
  const map = new Mapping(item);
  const [idPair, typePair] = [map.pair('id'), map.pair('type')];
  if (idPair === undefined) throw missing('Sigma related must have an id field', item);
  if (typePair === undefined) throw missing('Sigma related must have a type field', item);
  const idText = stringOf(idPair.value);
  if (idText === undefined) throw fail('Sigma related identifier must be a string UUID', placeOf(idPair));
  const id = parseUuid(idText);
  if (id === undefined) throw fail('Sigma related identifier must be an UUID', placeOf(idPair));
  const typeText = stringOf(typePair.value);
  if (typeText === undefined) throw fail('Sigma related type must be a string', placeOf(typePair));
  const type = types.find((name) => name.toUpperCase() === typeText.toUpperCase());
  if (type === undefined) throw fail(`${typeText} is not a Sigma related valid type`, placeOf(typePair));
  return { id, type, span: item.span };
}

function missing(message: string, item: YamlNode): SigmaRaise {
  return new SigmaRaise('SigmaRelatedError', message, headOf(item));
}
