/**
 * Filters: detections and a condition that are added to other rules.
 * pySigma: filters.py#SigmaFilter.from_dict, filters.py#SigmaGlobalFilter.from_dict
 */
import type { YamlMap, YamlNode, YamlPair } from '../../yaml/nodes.ts';
import { conditionTextOf } from '../condition/condition-text.ts';
import { ruleReference } from '../correlation/parse-correlation.ts';
import { listItems, Mapping, placeOf } from '../rule/document.ts';
import { customAttributesOf, filterKeys, parseAttributes } from '../rule/parse-attributes.ts';
import { PartErrors, parseNamedDetections, type RuleSource } from '../rule/parse-detections.ts';
import { parseLogsource } from '../rule/parse-logsource.ts';
import { isDict, stringOf } from '../rule/python-value.ts';
import { RuleErrors } from '../rule/rule-errors.ts';
import type { SigmaDetections, SigmaFilter, SigmaRuleReference } from '../rule/sigma-rule.ts';
import type { SigmaError } from '../sigma-error.ts';

export function parseFilter(node: YamlMap, document: number, source: RuleSource): SigmaFilter {
  const map = new Mapping(node);
  const errors = new RuleErrors();
  const attributes = parseAttributes(map, errors);
  const logsource = parseLogsource(map, 'filter', errors);
  const filter = parseFilterPart(map.pair('filter') as YamlPair, source, errors);
  errors.checkpoint();
  return {
    kind: 'filter',
    document,
    span: node.span,
    node,
    ...attributes,
    logsource,
    rules: filter.rules,
    detection: filter.detection,
    customAttributes: customAttributesOf(node, filterKeys),
    ...errors.result(),
  };
}

function errorInstead(errorClass: string): Omit<SigmaError, 'span'> | undefined {
  if (errorClass === 'TypeError')
    return { errorClass: 'SigmaFilterError', message: 'Sigma filter must be a dictionary' };
  if (errorClass === 'KeyError')
    return { errorClass: 'SigmaFilterError', message: 'Sigma filter must have a filter defined' };
  return undefined;
}

function parseFilterPart(
  pair: YamlPair,
  source: RuleSource,
  errors: RuleErrors,
): { rules: SigmaFilter['rules']; detection: SigmaDetections | undefined } {
  const part = new PartErrors(errors, errorInstead);
  if (!isDict(pair.value)) {
    part.report('TypeError', '', placeOf(pair));
    return { rules: [], detection: undefined };
  }
  const map = new Mapping(pair.value);
  const condition = readCondition(map, pair, part);
  const rules = readRules(map, pair, part);
  const detections = parseNamedDetections(pair.value, ['condition', 'rules'], { ...source, errors: part });
  if (detections.size === 0) {
    part.report('SigmaDetectionError', 'No detections defined in Sigma rule', pair.key.span);
  }
  const conditions = condition === undefined ? [] : [conditionTextOf(source.text, condition)];
  const detection = { detections, conditions, conditionNode: condition, span: pair.value.span, broken: part.failed };
  return { rules, detection };
}

function readCondition(map: Mapping, pair: YamlPair, part: PartErrors): YamlNode | undefined {
  const condition = map.pair('condition');
  if (condition === undefined) {
    part.report('SigmaFilterConditionError', 'Sigma filter must contain exactly one condition', pair.key.span);
    return undefined;
  }
  if (stringOf(condition.value) !== undefined) return condition.value;
  part.report('SigmaFilterConditionError', 'Sigma filter condition must be a string', placeOf(condition));
  return undefined;
}

function readRules(map: Mapping, pair: YamlPair, part: PartErrors): 'any' | SigmaRuleReference[] {
  const rules = map.pair('rules');
  if (rules === undefined) {
    const message = "Sigma filter must have a 'rules' field (use 'any' to apply to all rules matching the logsource)";
    part.report('SigmaFilterRuleReferenceError', message, pair.key.span);
    return [];
  }
  const text = stringOf(rules.value);
  if (text !== undefined) return text.toLowerCase() === 'any' ? 'any' : [ruleReference(rules.value)];
  if (rules.value.kind === 'seq')
    return rules.value.items.length === 0 ? 'any' : listItems(rules.value).map(ruleReference);
  const message = "Sigma filter rules field must be 'any', a rule ID/name, or a list of rule IDs/names";
  part.report('SigmaFilterRuleReferenceError', message, placeOf(rules));
  return [];
}
