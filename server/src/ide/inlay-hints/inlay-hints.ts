/** What the words of a rule come to, shown behind them: names of techniques, events of a log source, how many values one value becomes. */
import type { CancellationToken } from '../../base/cancellation.ts';
import { neverCancelled, throwIfCancelled } from '../../base/cancellation.ts';
import { type Span, touches } from '../../base/span.ts';
import { loadAttack, resolveTechnique } from '../../data/attack.ts';
import type { LintData } from '../../lint/lint-data.ts';
import type { SigmaParse } from '../../sigma/parse-sigma.ts';
import type { AnySigmaRule, SigmaDetection, SigmaDetectionItem, SigmaRuleTag } from '../../sigma/rule/sigma-rule.ts';
import { describeTechnique } from '../technique-docs.ts';
import { logSourceHints } from './log-source-hints.ts';
import { variantHint } from './variant-hint.ts';

export interface SigmaHint {
  readonly offset: number;
  readonly label: string;
  /** Markdown. */
  readonly tooltip?: string | undefined;
}

export interface HintKinds {
  readonly variants: boolean;
  readonly logSources: boolean;
  readonly techniques: boolean;
}

export interface HintRequest {
  readonly range: Span;
  readonly kinds: HintKinds;
  readonly data: LintData;
  readonly token?: CancellationToken;
}

/** In the order of the text. */
export function inlayHints(parse: SigmaParse, request: HintRequest): SigmaHint[] {
  const hints = new Map<string, SigmaHint>();
  const add = (hint: SigmaHint | undefined) => {
    if (hint && touches(request.range, hint.offset)) hints.set(`${hint.offset} ${hint.label}`, hint);
  };
  for (const rule of parse.collection.rules) for (const hint of ruleHints(rule, request)) add(hint);
  return [...hints.values()].sort((a, b) => a.offset - b.offset);
}

function* ruleHints(rule: AnySigmaRule, request: HintRequest): Generator<SigmaHint | undefined> {
  const { range, kinds, data, token = neverCancelled } = request;
  const isInRange = ({ start, end }: Span) => start <= range.end && range.start <= end;
  // Parts of a rule may stand in another document (`action: global`), so each is asked for itself.
  if (kinds.techniques) for (const tag of rule.tags) if (isInRange(tag.span)) yield techniqueHint(tag, data);
  if (rule.kind === 'correlation') return;
  const items = [...(rule.detection?.detections.values() ?? [])].flatMap(({ detection }) => itemsOf(detection));
  const visible = items.filter(({ span }) => isInRange(span));
  if (kinds.logSources) yield* logSourceHints(rule, visible, data);
  if (!kinds.variants) return;
  for (const item of visible) {
    throwIfCancelled(token);
    for (const value of item.value) yield variantHint(value);
  }
}

function itemsOf({ items }: SigmaDetection): SigmaDetectionItem[] {
  return items.flatMap((item) => (item.kind === 'item' ? [item] : itemsOf(item)));
}

function techniqueHint({ namespace, name, span }: SigmaRuleTag, data: LintData): SigmaHint | undefined {
  if (namespace !== 'attack' || !/^t\d{4}(?:\.\d{3})?$/i.test(name)) return undefined;
  const table = data.table(loadAttack);
  const found = table && resolveTechnique(table, name);
  if (!table || !found || found.state === 'unknown') return undefined;
  const tooltip = describeTechnique(name, data);
  const offset = span.end;
  if (found.state === 'withdrawn') return { offset, label: `${found.former.name}, withdrawn`, tooltip };
  const { id, name: title } = found.technique;
  return { offset, label: found.state === 'current' ? title : `now ${id} ${title}`, tooltip };
}
