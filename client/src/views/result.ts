import type { GeneratedRule, GenerationResult } from '../../../server/src/protocol/generate.ts';
import type { Siem } from '../../../server/src/protocol/targets.ts';
import type { Report } from '../report.ts';

/** SIEMs by name. */
export type Siems = ReadonlyMap<string, Siem>;

/** A result with what is needed to lead from it back into the report. */
export interface ShownResult {
  readonly report: Report;
  readonly result: GenerationResult;
  readonly siems: Siems;
}

/** What a click on a node does. */
export type NodeAction =
  | { readonly kind: 'open-rule'; readonly rule: GeneratedRule }
  | { readonly kind: 'open-query'; readonly rule: GeneratedRule; readonly siem: string }
  | { readonly kind: 'show-evidence'; readonly start: number; readonly end: number };

/** One line of the Sigma view. */
export interface ResultNode {
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string;
  /** Id of a codicon. */
  readonly icon?: string;
  readonly action?: NodeAction;
  /** Text that can be copied. */
  readonly copy?: string;
  readonly expanded?: boolean;
  readonly children: readonly ResultNode[];
}

/** The lines of the view, from the top. */
export function resultNodes(shown: ShownResult): ResultNode[] {
  const { rules, ttps, iocs, detectionGaps, pipelineNotices } = shown.result;
  return [
    group(
      'Rules',
      'shield',
      rules.map((rule) => ruleNode(shown, rule)),
    ),
    group('Techniques', 'target', ttps.map(techniqueNode)),
    group('Indicators', 'key', iocs.map(iocNode), false),
    group('Detection gaps', 'circle-slash', detectionGaps.map(gapNode)),
    group('Notices', 'info', pipelineNotices.map(noticeNode)),
  ].filter(({ children }) => children.length > 0);
}

function group(label: string, icon: string, children: readonly ResultNode[], expanded = true): ResultNode {
  return { label, description: String(children.length), icon, children, expanded };
}

function ruleNode({ siems }: ShownResult, rule: GeneratedRule): ResultNode {
  const queries = Object.keys(rule.conversions).map((siem) => ({
    label: siems.get(siem)?.label ?? siem,
    description: 'query',
    icon: 'search',
    action: { kind: 'open-query' as const, rule, siem },
    copy: rule.conversions[siem] as string,
    children: [],
  }));
  const values = rule.values.flatMap(({ field, value, start, end }) =>
    start === undefined || end === undefined ? [] : [{ label: value, description: field, ...evidence(start, end) }],
  );
  return {
    label: rule.title,
    description: [rule.provider, rule.kind === 'ioc' ? 'indicators' : '', rule.techniqueIds.join(' ')]
      .filter(Boolean)
      .join(' · '),
    icon: rule.kind === 'ioc' ? 'key' : 'shield',
    action: { kind: 'open-rule', rule },
    copy: rule.yaml,
    children: [...queries, ...values],
  };
}

function techniqueNode(technique: GenerationResult['ttps'][number]): ResultNode {
  const { techniqueId, techniqueName, tactic, confidence } = technique;
  const quotes = technique.evidence.map(({ text, start, end }) => ({ label: oneLine(text), ...evidence(start, end) }));
  const first = technique.evidence[0];
  return {
    label: `${techniqueId} ${techniqueName}`,
    description: `${confidence} · ${tactic}`,
    tooltip: `${techniqueId} ${techniqueName}\n${tactic}, ${confidence} confidence`,
    icon: 'target',
    copy: techniqueId,
    children: quotes,
    ...(first && { action: { kind: 'show-evidence', start: first.start, end: first.end } }),
  };
}

function evidence(start: number, end: number) {
  const action = { kind: 'show-evidence' as const, start, end };
  return { icon: 'quote', action, children: [], tooltip: 'Show where the report says so' };
}

function iocNode({ type, value }: GenerationResult['iocs'][number]): ResultNode {
  return { label: value, description: type, icon: 'key', copy: value, children: [] };
}

function gapNode({ techniqueId, provider, reason }: GenerationResult['detectionGaps'][number]): ResultNode {
  return {
    label: `${techniqueId} on ${provider}`,
    description: reason,
    tooltip: reason,
    icon: 'circle-slash',
    children: [],
  };
}

function noticeNode({ code, message }: GenerationResult['pipelineNotices'][number]): ResultNode {
  return { label: message, description: code, tooltip: message, icon: 'info', children: [] };
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
