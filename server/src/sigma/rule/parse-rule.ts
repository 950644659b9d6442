import type { YamlMap } from '../../yaml/nodes.ts';
import { Mapping } from './document.ts';
import { customAttributesOf, parseAttributes, ruleKeys } from './parse-attributes.ts';
import { parseDetections, type RuleSource } from './parse-detections.ts';
import { parseLogsource } from './parse-logsource.ts';
import { RuleErrors } from './rule-errors.ts';
import type { SigmaRule } from './sigma-rule.ts';

/** pySigma: rule/rule.py#SigmaRule.from_dict */
export function parseRule(node: YamlMap, document: number, source: RuleSource): SigmaRule {
  const map = new Mapping(node);
  const errors = new RuleErrors();
  const attributes = parseAttributes(map, errors);
  const logsource = parseLogsource(map, 'rule', errors);
  const detection = parseDetections(map, source, errors);
  errors.checkpoint();
  return {
    kind: 'rule',
    document,
    span: node.span,
    node,
    ...attributes,
    logsource,
    detection,
    customAttributes: customAttributesOf(node, ruleKeys),
    ...errors.result(),
  };
}
