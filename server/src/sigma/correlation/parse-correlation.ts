/**
 * Correlation rules.
 * pySigma: correlations.py#SigmaCorrelationRule.from_dict – some wrong inputs crash it; these are errors with `fatal` here.
 */
import type { YamlMap, YamlNode, YamlPair } from '../../yaml/nodes.ts';
import { headOf, listItems, Mapping, placeOf } from '../rule/document.ts';
import { correlationKeys, customAttributesOf, parseAttributes, spanned } from '../rule/parse-attributes.ts';
import type { RuleSource } from '../rule/parse-detections.ts';
import { isDict, pythonStr, pythonTypeName, stringOf } from '../rule/python-value.ts';
import { RuleErrors } from '../rule/rule-errors.ts';
import type {
  SigmaCorrelationRule,
  SigmaCorrelationTimespan,
  SigmaCorrelationType,
  SigmaRuleReference,
  Spanned,
} from '../rule/sigma-rule.ts';
import { checkCorrelation } from './check-correlation.ts';
import { parseAliases } from './parse-aliases.ts';
import { parseCorrelationCondition } from './parse-correlation-condition.ts';
import { parseTimespan } from './parse-timespan.ts';

const types: readonly SigmaCorrelationType[] = [
  'event_count',
  'value_count',
  'temporal',
  'temporal_ordered',
  'value_sum',
  'value_avg',
  'value_percentile',
  'value_median',
];

/** The part below `correlation` while it is read. */
export interface CorrelationPart {
  readonly map: Mapping;
  /** The pair `correlation: …` of the document, at which missing keys are reported. */
  readonly pair: YamlPair;
  readonly errors: RuleErrors;
}

export function isTemporal(type: SigmaCorrelationType | undefined): boolean {
  return type === 'temporal' || type === 'temporal_ordered';
}

export function parseCorrelation(node: YamlMap, document: number, source: RuleSource): SigmaCorrelationRule {
  const map = new Mapping(node);
  const errors = new RuleErrors();
  const attributes = parseAttributes(map, errors);
  const pair = map.pair('correlation') as YamlPair;
  const correlation = parseBody(pair, source, errors);
  return {
    kind: 'correlation',
    document,
    span: node.span,
    node,
    ...attributes,
    ...correlation,
    customAttributes: customAttributesOf(node, correlationKeys),
    ...errors.result(),
  };
}

export type CorrelationBody = Pick<
  SigmaCorrelationRule,
  'type' | 'rules' | 'generate' | 'groupBy' | 'timespan' | 'aliases' | 'condition' | 'extendedCondition'
>;

const emptyBody: CorrelationBody = {
  type: undefined,
  rules: [],
  generate: false,
  groupBy: undefined,
  timespan: undefined,
  aliases: [],
  condition: undefined,
  extendedCondition: undefined,
};

function parseBody(pair: YamlPair, source: RuleSource, errors: RuleErrors): CorrelationBody {
  if (!isDict(pair.value)) {
    const message = `'${pythonTypeName(pair.value)}' object has no attribute 'get'`;
    errors.raise('AttributeError', message, placeOf(pair));
    return emptyBody;
  }
  const part: CorrelationPart = { map: new Mapping(pair.value), pair, errors };
  const type = parseType(part);
  const rules = parseRules(part, isTemporal(type?.value));
  const generate = parseGenerate(part);
  const groupBy = parseGroupBy(part);
  const timespan = parseTimespanOf(part);
  const aliases = parseAliases(part);
  const { basic, extended } = parseCorrelationCondition(part, type?.value, rules.length, source);
  errors.checkpoint();
  const body = { type, rules, generate, groupBy, timespan, aliases, condition: basic, extendedCondition: extended };
  checkCorrelation(body, part);
  return body;
}

function parseType({ map, pair, errors }: CorrelationPart): Spanned<SigmaCorrelationType> | undefined {
  const node = map.given('type');
  if (node === undefined) {
    errors.add('SigmaCorrelationTypeError', 'Sigma correlation rule without type', headOfPart(map, pair, 'type'));
    return undefined;
  }
  const text = stringOf(node);
  const typeName = pythonTypeName(node);
  if (text === undefined && typeName !== 'bytes') {
    errors.raise('AttributeError', `'${typeName}' object has no attribute 'upper'`, node.span);
    return undefined;
  }
  const type = types.find((name) => name.toUpperCase() === text?.toUpperCase());
  if (type !== undefined) return spanned(type, node);
  const message = `'${pythonStr(node)}' is no valid Sigma correlation type`;
  errors.add('SigmaCorrelationTypeError', message, node.span);
  return undefined;
}

/** Where to point when a key is missing below `correlation`, or has no value. */
export function headOfPart(map: Mapping, pair: YamlPair, key?: string) {
  const own = key === undefined ? undefined : map.pair(key);
  if (own) return placeOf(own);
  return pair.key.span.end > pair.key.span.start ? pair.key.span : headOf(map.node);
}

function parseRules({ map, pair, errors }: CorrelationPart, temporal: boolean): SigmaRuleReference[] {
  const node = map.given('rules');
  if (node === undefined) {
    const message = 'Sigma correlation rule without rule references';
    if (!temporal) errors.add('SigmaCorrelationRuleError', message, headOfPart(map, pair, 'rules'));
    return [];
  }
  const text = stringOf(node);
  if (text !== undefined) return [{ reference: text, span: node.span }];
  if (node.kind === 'seq') return listItems(node).map(ruleReference);
  errors.add('SigmaCorrelationRuleError', 'Rule reference must be plain string or list.', node.span);
  return [];
}

export function ruleReference(node: YamlNode): SigmaRuleReference {
  const text = stringOf(node);
  if (text !== undefined) return { reference: text, span: node.span };
  return { reference: pythonStr(node), span: node.span, node };
}

function parseGenerate({ map, errors }: CorrelationPart): boolean {
  const node = map.given('generate');
  if (node === undefined) return false;
  if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
  const message = 'Sigma correlation generate definition must be a boolean';
  errors.add('SigmaCorrelationRuleError', message, node.span);
  return false;
}

function parseGroupBy({ map, errors }: CorrelationPart): Spanned<string>[] | undefined {
  const node = map.given('group-by');
  if (node === undefined) return undefined;
  if (node.kind === 'seq') return listItems(node).map((item) => spanned(pythonStr(item), item));
  const text = stringOf(node);
  if (text !== undefined) return [spanned(text, node)];
  const message = 'Sigma correlation group-by definition must be string or list';
  errors.add('SigmaCorrelationRuleError', message, node.span);
  return undefined;
}

function parseTimespanOf({ map, pair, errors }: CorrelationPart): SigmaCorrelationTimespan | undefined {
  const node = map.given('timespan');
  if (node === undefined) {
    errors.add(
      'SigmaCorrelationRuleError',
      'Sigma correlation rule without timespan',
      headOfPart(map, pair, 'timespan'),
    );
    return undefined;
  }
  const result = parseTimespan(node);
  if ('value' in result) return result.value;
  if (result.error.errorClass === 'SigmaTimespanError') errors.addError(result.error);
  else errors.raiseError(result.error);
  return undefined;
}
