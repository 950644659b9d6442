/**
 * The condition of a correlation: a comparison (basic) or an expression over rules (extended).
 * pySigma: correlations.py#SigmaCorrelationCondition.from_dict, which raises even where errors are collected.
 */
import type { YamlMap, YamlNode } from '../../yaml/nodes.ts';
import { pythonFloat } from '../../yaml/python-number.ts';
import { conditionTextOf } from '../condition/condition-text.ts';
import { type Extensions, extendsBy } from '../extensions.ts';
import { listItems, Mapping } from '../rule/document.ts';
import { spanned } from '../rule/parse-attributes.ts';
import type { RuleSource } from '../rule/parse-detections.ts';
import { isDict, isNone, pythonInt, pythonStr, pythonTypeName, stringOf } from '../rule/python-value.ts';
import { type RuleErrors, SigmaRaise } from '../rule/rule-errors.ts';
import type {
  SigmaCorrelationCondition,
  SigmaCorrelationConditionOperator,
  SigmaCorrelationRule,
  SigmaCorrelationType,
} from '../rule/sigma-rule.ts';
import { type CorrelationPart, headOfPart, isTemporal } from './parse-correlation.ts';
import { parseExtendedCondition } from './parse-extended-condition.ts';

const operators: readonly SigmaCorrelationConditionOperator[] = ['lt', 'lte', 'gt', 'gte', 'eq', 'neq'];

export interface AnyCorrelationCondition {
  readonly basic: SigmaCorrelationCondition | undefined;
  readonly extended: SigmaCorrelationRule['extendedCondition'];
}

const none: AnyCorrelationCondition = { basic: undefined, extended: undefined };

export function parseCorrelationCondition(
  part: CorrelationPart,
  type: SigmaCorrelationType | undefined,
  ruleCount: number,
  { text, extensions }: RuleSource,
): AnyCorrelationCondition {
  const { map, pair, errors } = part;
  const node = map.given('condition');
  if (node === undefined) {
    if (isTemporal(type)) return { basic: defaultCondition(ruleCount, part), extended: undefined };
    const message = 'Non-temporal Sigma correlation rule without condition';
    errors.add('SigmaCorrelationRuleError', message, headOfPart(map, pair, 'condition'));
    return none;
  }
  if (isDict(node)) return { basic: parseBasic(node, errors, extensions), extended: undefined };
  if (stringOf(node) !== undefined) return { basic: undefined, extended: parseExtended(node, type, errors, text) };
  const message = 'Sigma correlation condition definition must be a dict or string';
  errors.add('SigmaCorrelationRuleError', message, node.span);
  return none;
}

/** Temporal correlations without condition want all their rules. */
function defaultCondition(ruleCount: number, { pair }: CorrelationPart): SigmaCorrelationCondition {
  const count = BigInt(ruleCount);
  return {
    op: 'gte',
    count,
    fields: [],
    fieldNode: undefined,
    fieldIsList: false,
    percentile: undefined,
    span: pair.key.span,
  };
}

function parseExtended(
  node: YamlNode,
  type: SigmaCorrelationType | undefined,
  errors: RuleErrors,
  text: string,
): SigmaCorrelationRule['extendedCondition'] {
  if (!isTemporal(type)) {
    const message = 'Extended conditions (string) can only be used with temporal or temporal_ordered correlation types';
    errors.add('SigmaCorrelationRuleError', message, node.span);
    return undefined;
  }
  const condition = conditionTextOf(text, node);
  const { tree, error } = parseExtendedCondition(condition);
  if (error?.errorClass === 'RecursionError') errors.raiseError(error);
  else if (error) errors.addError(error);
  return tree === null ? undefined : { text: condition, tree };
}

function parseBasic(node: YamlMap, errors: RuleErrors, extensions: Extensions): SigmaCorrelationCondition | undefined {
  try {
    return readBasic(node, extensions);
  } catch (raised) {
    if (!(raised instanceof SigmaRaise)) throw raised;
    errors.raiseError(raised.error);
    return undefined;
  }
}

function readBasic(node: YamlMap, extensions: Extensions): SigmaCorrelationCondition {
  const map = new Mapping(node);
  const given = operators.filter((operator) => map.pair(operator) !== undefined);
  const op = given[0];
  if (given.length !== 1 || op === undefined) {
    const place = (given[1] === undefined ? undefined : map.pair(given[1])?.key.span) ?? node.span;
    const message = 'Sigma correlation condition must have exactly one condition item';
    throw new SigmaRaise('SigmaCorrelationConditionError', message, place);
  }
  refuseUnknownKeys(node);
  const countNode = map.get(op) as YamlNode;
  const isExact = extendsBy(extensions, 'fractional-counts');
  const count = isExact ? exactCount(countNode) : countOf(countNode, 'count', ['ValueError', 'OverflowError']);
  const field = map.get('field');
  const percentileNode = map.get('percentile');
  const percentile = percentileNode && countOf(percentileNode, 'percentile', ['ValueError']);
  return {
    op,
    count,
    ...(isExact && count !== pythonInt(countNode) && { isMisread: true }),
    fields: fieldsOf(field),
    fieldNode: field,
    fieldIsList: field?.kind === 'seq',
    percentile: percentile === undefined ? undefined : Number(percentile),
    span: node.span,
  };
}

function refuseUnknownKeys(node: YamlMap): void {
  const known: readonly string[] = [...operators, 'field', 'percentile'];
  const unknown = node.entries.filter(({ key }) => !known.includes(stringOf(key) ?? '\0'));
  const first = unknown[0];
  if (first === undefined) return;
  const noText = unknown.find(({ key }) => stringOf(key) === undefined);
  if (noText !== undefined) {
    const message = `sequence item 0: expected str instance, ${pythonTypeName(noText.key)} found`;
    throw new SigmaRaise('TypeError', message, noText.key.span);
  }
  const names = unknown.map(({ key }) => stringOf(key)).join(', ');
  const message = `Sigma correlation condition contains invalid items: ${names}`;
  throw new SigmaRaise('SigmaCorrelationConditionError', message, first.key.span);
}

/** A count that need not be whole. */
function exactCount(node: YamlNode): bigint | number {
  const value = node.kind === 'scalar' ? node.value : undefined;
  const isWhole = typeof value !== 'string' || typeof pythonInt(node) === 'bigint';
  const number = isWhole ? value : pythonFloat(value);
  if (typeof number !== 'number' || !Number.isFinite(number))
    return countOf(node, 'count', ['ValueError', 'OverflowError', 'TypeError']);
  return Number.isInteger(number) ? BigInt(number) : number;
}

/** Python's `int()`; of its errors those named become a SigmaCorrelationConditionError. */
function countOf(node: YamlNode, what: 'count' | 'percentile', caught: readonly string[]): bigint {
  const value = pythonInt(node);
  if (typeof value === 'bigint') return value;
  if (!caught.includes(value.errorClass)) throw new SigmaRaise(value.errorClass, value.message, node.span);
  const message = `'${pythonStr(node)}' is no valid Sigma correlation condition ${what}`;
  throw new SigmaRaise('SigmaCorrelationConditionError', message, node.span);
}

function fieldsOf(node: YamlNode | undefined) {
  if (node === undefined || isNone(node)) return [];
  const items = node.kind === 'seq' ? listItems(node) : [node];
  return items.map((item) => spanned(pythonStr(item), item));
}
