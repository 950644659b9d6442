/** A gold rule of the corpus in the form in which reports are compared with it. */
import type { ConditionNode, SigmaConditionText } from '../../sigma/rule/sigma-rule.ts';

export interface GoldItem {
  readonly field: string;
  readonly modifiers: readonly string[];
  /** As Sigma compares them, without escaping; a wildcard in a gold rule is not supported and left to lint. */
  readonly values: readonly string[];
}

export interface GoldSelection {
  readonly name: string;
  /** Maps of which one must match; each a list of items that all must match. */
  readonly alternatives: readonly (readonly GoldItem[])[];
  /** `filter_…`: what the rule leaves out. */
  readonly filter: boolean;
  /** `context_…`: circumstances that a report need not mention. */
  readonly context: boolean;
}

export interface GoldRule {
  readonly slug: string;
  readonly provider: string;
  readonly title: string;
  readonly description: string;
  readonly references: readonly string[];
  readonly techniques: readonly string[];
  readonly logsource: Readonly<Record<string, string>>;
  readonly selections: ReadonlyMap<string, GoldSelection>;
  readonly condition: ConditionNode;
  readonly falsepositives: readonly string[];
  readonly level: string;
}

/** Fields that say what kind of event it is or how it went. Reports do not spell them out, and they prove nothing of a report. */
const circumstances = new Set([
  'additionalEventData.MFAUsed',
  'Details',
  'EventType',
  'GrantedAccess',
  'Initiated',
  'IntegrityLevel',
  'Operation',
  'Signed',
  'Type',
  'eventSource',
  'nametype',
  'responseElements.ConsoleLogin',
  'type',
  'userIdentity.type',
]);

export function isCircumstance(field: string): boolean {
  return circumstances.has(field);
}

export function conditionText(text: string): SigmaConditionText {
  return { text, span: { start: 0, end: text.length }, offsetAt: (index) => index };
}
