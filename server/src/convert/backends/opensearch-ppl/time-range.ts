import { isPlainMap, type PlainValue, plainText, plainTruth } from '../../../pipeline/plain-value.ts';
import type { AnyRuleDraft } from '../../../pipeline/rule-draft.ts';

/** What the backend's options say about time and index; rules may say it for themselves. */
export interface PplSettings {
  readonly minTime: string | undefined;
  readonly maxTime: string | undefined;
  readonly index: string | undefined;
}

/** An attribute below `custom` of a rule. */
function customText(rule: AnyRuleDraft, name: string): string | undefined {
  const custom = rule.customAttributes.get('custom');
  const value: PlainValue | undefined = isPlainMap(custom) ? custom.get(name) : undefined;
  return value === undefined || !plainTruth(value) ? undefined : plainText(value);
}

/** `earliest=… latest=…`, empty without a range. */
export function timeModifiers(rule: AnyRuleDraft, settings: PplSettings, otherwise?: AnyRuleDraft): string {
  const time = (name: string, option: string | undefined) =>
    customText(rule, name) ?? option ?? (otherwise && customText(otherwise, name));
  const earliest = time('opensearch_ppl_min_time', settings.minTime);
  const latest = time('opensearch_ppl_max_time', settings.maxTime);
  return [earliest && `earliest=${timeText(earliest)}`, latest && `latest=${timeText(latest)}`]
    .filter(Boolean)
    .join(' ');
}

function timeText(time: string): string {
  if (time.toLowerCase() === 'now') return 'now';
  if (time.includes('@')) return `'${time}'`;
  if (/^[-+]/.test(time)) return time;
  return `'${time.replaceAll('T', ' ')}'`;
}

/** The index of a rule's events: named by the rule or an option, else after its log source. */
export function indexPattern(rule: AnyRuleDraft, settings: PplSettings): string {
  const named = customText(rule, 'opensearch_ppl_index') ?? settings.index;
  if (named !== undefined || rule.kind !== 'rule') return named ?? '*';
  const { product, category, service } = rule.logsource;
  const parts = [product, category, service].filter(Boolean);
  return parts.length > 0 ? `${parts.join('-')}-*` : '*';
}
