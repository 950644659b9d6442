/**
 * Everything in a rule file that has a name and is mentioned elsewhere: selections, aliases, rules, fields. Navigation, highlights and
 * renaming all rest on this one list. It is read from what could be parsed, so broken documents have theirs, too.
 */
import { type Span, touches } from '../../base/span.ts';
import { parseCondition } from '../../sigma/condition/parse-condition.ts';
import { selectDetections } from '../../sigma/condition/select-detections.ts';
import type { SigmaParse } from '../../sigma/parse-sigma.ts';
import type {
  AnySigmaRule,
  NamedDetection,
  SigmaConditionText,
  SigmaCorrelationRule,
  SigmaDetection,
  SigmaDetections,
  Spanned,
} from '../../sigma/rule/sigma-rule.ts';
import { referenceKey, ruleMentions, scalarContent } from '../../workspace/rule-mentions.ts';
import { asScalar, entryOf } from '../../yaml/node-access.ts';
import { conditionNames } from './condition-names.ts';

export type OccurrenceKind = 'selection' | 'selector' | 'alias' | 'rule' | 'title' | 'field';

export interface Occurrence {
  readonly kind: OccurrenceKind;
  /** Equal for all occurrences of one thing in a file. */
  readonly key: string;
  /** The name itself, without quotes. */
  readonly span: Span;
  readonly text: string;
  readonly isDefinition: boolean;
  readonly rule: AnySigmaRule;
  /** Of a selector: what it selects. Of a selection: its definition, if there is one. */
  readonly detections: readonly NamedDetection[];
}

/** In no particular order. Where documents share a part (`action: global`), its occurrences stand there once for each. */
export function occurrencesOf(parse: SigmaParse): Occurrence[] {
  return parse.collection.rules.flatMap((rule) => [
    ...ruleOccurrences(parse.text, rule),
    ...(rule.kind === 'correlation'
      ? aliasOccurrences(parse.text, rule)
      : rule.detection
        ? selectionOccurrences(parse.text, rule, rule.detection)
        : []),
  ]);
}

/** What stands at an offset: the shortest occurrence that the cursor is in or at the end of, once for each rule that shares it. */
export function occurrencesAt(occurrences: readonly Occurrence[], offset: number): Occurrence[] {
  const touching = occurrences.filter(({ span }) => touches(span, offset) && span.end > span.start);
  const rank = ({ span }: Occurrence) => span.end - span.start + (offset === span.end ? 0.5 : 0);
  const [best] = touching.sort((a, b) => rank(a) - rank(b));
  return best ? touching.filter(({ span }) => span.start === best.span.start && span.end === best.span.end) : [];
}

/** Whether an answer about what stands at an offset needs all files of the workspace. */
export function concernsOtherFiles(parse: SigmaParse, offset: number): boolean {
  return occurrencesAt(occurrencesOf(parse), offset).some(({ kind }) => kind === 'rule' || kind === 'title');
}

/** The key of a rule's id or name, the same in all files. */
export function ruleKey(reference: string): string {
  return `rule ${referenceKey(reference)}`;
}

/** The name of a detection in the text, without quotes. */
export function nameSpanOf(text: string, { key, nameSpan }: NamedDetection): Span {
  return key?.kind === 'scalar' ? scalarContent(text, key) : nameSpan;
}

function selectionKey({ nameSpan }: NamedDetection): string {
  return `selection ${nameSpan.start}`;
}

function selectionOccurrences(text: string, rule: AnySigmaRule, detections: SigmaDetections): Occurrence[] {
  const found: Occurrence[] = [];
  for (const detection of detections.detections.values()) {
    const span = nameSpanOf(text, detection);
    const key = selectionKey(detection);
    found.push({
      kind: 'selection',
      key,
      span,
      text: detection.name,
      isDefinition: true,
      rule,
      detections: [detection],
    });
    found.push(...fieldOccurrences(rule, detection.detection));
  }
  for (const condition of detections.conditions) found.push(...conditionOccurrences(rule, detections, condition));
  return found;
}

function conditionOccurrences(
  rule: AnySigmaRule,
  detections: SigmaDetections,
  condition: SigmaConditionText,
): Occurrence[] {
  return conditionNames(condition, parseCondition(condition).tree).map(({ kind, text, span }) => {
    const selected = kind === 'selector' ? selectDetections(text, detections) : [];
    const named = kind === 'selector' ? undefined : detections.detections.get(text);
    return {
      kind,
      key: named ? selectionKey(named) : `${kind} ${rule.document} ${text}`,
      span,
      text,
      isDefinition: false,
      rule,
      detections: named ? [named] : selected,
    };
  });
}

function fieldOccurrences(rule: AnySigmaRule, detection: SigmaDetection): Occurrence[] {
  return detection.items.flatMap((item) => {
    if (item.kind === 'detection') return fieldOccurrences(rule, item);
    return item.field ? [fieldOccurrence(rule, { value: item.field, span: item.fieldSpan })] : [];
  });
}

function fieldOccurrence(rule: AnySigmaRule, { value, span }: Spanned<string>): Occurrence {
  return { kind: 'field', key: `field ${value}`, span, text: value, isDefinition: false, rule, detections: [] };
}

function aliasOccurrences(text: string, rule: SigmaCorrelationRule): Occurrence[] {
  const occurrence = (key: string, alias: string, span: Span, isDefinition: boolean): Occurrence => {
    return { kind: 'alias', key, span: unquoted(text, span), text: alias, isDefinition, rule, detections: [] };
  };
  const fieldAt = (value: string, span: Span) => fieldOccurrence(rule, { value, span: unquoted(text, span) });
  const keys = new Map(rule.aliases.map(({ alias, span }) => [alias, `alias ${span.start}`]));
  const definitions = rule.aliases.map(({ alias, span }) => occurrence(keys.get(alias) ?? '', alias, span, true));
  const fields = rule.aliases.flatMap(({ mapping }) =>
    mapping.map(({ field, fieldSpan }) => fieldAt(field, fieldSpan)),
  );
  const mentions = [...(rule.groupBy ?? []), ...(rule.condition?.fields ?? [])].map((field) => {
    const key = keys.get(field.value);
    return key === undefined ? fieldAt(field.value, field.span) : occurrence(key, field.value, field.span, false);
  });
  return [...definitions, ...fields, ...mentions];
}

function ruleOccurrences(text: string, rule: AnySigmaRule): Occurrence[] {
  const found: Occurrence[] = [];
  const add = (kind: 'rule' | 'title', key: string, span: Span, name: string, isDefinition: boolean) =>
    found.push({ kind, key, span, text: name, isDefinition, rule, detections: [] });
  for (const attribute of ['id', 'name', 'title'] as const) {
    const node = asScalar(entryOf(rule.node, attribute)?.value);
    const value = rule[attribute]?.value;
    if (!node || value === undefined) continue;
    const isTitle = attribute === 'title';
    const key = isTitle ? `title ${rule.span.start}` : ruleKey(value);
    add(isTitle ? 'title' : 'rule', key, scalarContent(text, node), value, true);
  }
  for (const { reference, span } of ruleMentions(text, rule)) add('rule', ruleKey(reference), span, reference, false);
  return found;
}

function unquoted(text: string, { start, end }: Span): Span {
  const quote = text[start];
  const isQuoted = (quote === '"' || quote === "'") && end - start >= 2 && text[end - 1] === quote;
  return isQuoted ? { start: start + 1, end: end - 1 } : { start, end };
}
