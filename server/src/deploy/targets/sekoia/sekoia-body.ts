import { Document, type Node, Pair, YAMLMap, YAMLSeq } from 'yaml';
import type { Problem } from '../../../base/problem.ts';
import type { SigmaLevel, SigmaRule, SigmaStatus } from '../../../sigma/rule/sigma-rule.ts';
import type { YamlNode } from '../../../yaml/nodes.ts';
import type { JsonObject } from '../../deploy-target.ts';

const severities: Record<SigmaLevel, number> = { informational: 10, low: 30, medium: 50, high: 70, critical: 90 };
/** How much work an alert of the rule means, 1 (little) to 4: the less proven, the more. */
const efforts: Record<SigmaStatus, number> = { stable: 1, test: 2, experimental: 3, deprecated: 4, unsupported: 4 };

const nameLimit = { min: 5, max: 100 };
const descriptionLimit = 1000;
const tagPrefix = 'sigma-id-';

/** The tag by which a rule is found again: Sekoia.io gives rules identifiers of its own. */
export function identityTag(ruleId: string): string {
  return `${tagPrefix}${ruleId.toLowerCase()}`;
}

/** The fields of a catalogue rule that the Sigma rule decides, and what had to be cut to fit. */
export function sekoiaManagedFields(
  rule: SigmaRule,
  alertTypeUuid: string,
): { managed: JsonObject; problems: Problem[] } {
  const problems: Problem[] = [];
  const name = rule.title?.value ?? 'Sigma rule';
  if (name.length > nameLimit.max) {
    const message = `Sekoia.io takes names of at most ${nameLimit.max} characters; the title is cut.`;
    problems.push({ code: 'sekoia-name-cut', severity: 'information', span: rule.title?.span ?? rule.span, message });
  }
  const description = rule.description?.value ?? name;
  if (description.length > descriptionLimit) {
    const message = `Sekoia.io takes descriptions of at most ${descriptionLimit} characters; the text is cut.`;
    problems.push({
      code: 'sekoia-description-cut',
      severity: 'information',
      span: rule.description?.span ?? rule.span,
      message,
    });
  }
  const managed: JsonObject = {
    name: cut(name, nameLimit.max).padEnd(nameLimit.min, '.'),
    type: 'sigma',
    description: cut(description, descriptionLimit),
    payload: detectionText(rule),
    severity: severities[rule.level?.value ?? 'medium'],
    effort: efforts[rule.status?.value ?? 'test'],
    alert_type_uuid: alertTypeUuid,
    tags: [identityTag(rule.id?.value ?? ''), ...rule.tags.map((tag) => `${tag.namespace}.${tag.name}`)],
    false_positives: rule.falsepositives.map((text) => text.value).join('\n'),
  };
  return { managed, problems };
}

/** The `detection` part alone, printed anew: Sekoia.io refuses comments, and anchors may point outside the part. */
function detectionText(rule: SigmaRule): string {
  const pair = rule.node.entries.find((entry) => entry.key.kind === 'scalar' && entry.key.text === 'detection');
  const document = new Document(null, { version: '1.1', aliasDuplicateObjects: false });
  const root = new YAMLMap();
  root.add(new Pair(document.createNode('detection'), pair === undefined ? null : printable(pair.value, document)));
  document.contents = root as never;
  return document.toString({ lineWidth: 0 }).trimEnd();
}

/** A node that prints as what it was read from. */
function printable(node: YamlNode, document: Document): Node {
  if (node.kind === 'scalar') {
    const { value } = node;
    return document.createNode(typeof value === 'object' && value !== null ? node.text : value);
  }
  if (node.kind === 'seq') {
    const list = new YAMLSeq();
    for (const item of node.items) list.add(printable(item, document));
    return list;
  }
  const map = new YAMLMap();
  for (const { key, value } of node.entries) map.add(new Pair(printable(key, document), printable(value, document)));
  return map;
}

function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1).trimEnd()}…`;
}
