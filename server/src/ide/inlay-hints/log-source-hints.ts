import { type LogSource, loadLogSources } from '../../data/log-sources.ts';
import type { LintData } from '../../lint/lint-data.ts';
import type { SigmaDetectionItem, SigmaFilter, SigmaRule } from '../../sigma/rule/sigma-rule.ts';
import type { YamlNode } from '../../yaml/nodes.ts';
import type { SigmaHint } from './inlay-hints.ts';

/** Editors cut hints at 43 characters. */
const longest = 42;

/** Which events a log source means, behind its most telling key; and behind the ids of events in selections what they are. */
export function* logSourceHints(
  { logsource }: SigmaRule | SigmaFilter,
  items: readonly SigmaDetectionItem[],
  data: LintData,
): Generator<SigmaHint> {
  const source = logsource && data.table(loadLogSources)?.matching(logsource)[0];
  if (!source || !covers(source, logsource)) return;
  const telling = ['category', 'service', 'product'] as const;
  const key = telling.find((each) => source[each] !== undefined);
  const pair = logsource.node.entries.find((entry) => entry.key.kind === 'scalar' && entry.key.text === key);
  if (pair) {
    const tooltip = [source.description, source.definition].filter(Boolean).join('\n\n');
    yield { offset: pair.value.span.end, label: labelOf(source), tooltip };
  }
  for (const { field, node } of items) {
    if (node && field === source.eventField) for (const value of scalars(node)) yield* eventHint(source, value);
  }
}

/** Narrower sources are guesses: nothing is said of them. */
function covers(
  source: LogSource,
  asked: { readonly [key in 'product' | 'category' | 'service']: string | undefined },
) {
  return (['product', 'category', 'service'] as const).every(
    (key) => source[key] === undefined || source[key] === asked[key],
  );
}

function labelOf({ definition, description, events, eventField }: LogSource): string {
  const named = [...definition.matchAll(/\b(Sysmon|Security) event (\d+)/g)].map(([, log, id]) => `${log} ${id}`);
  if (named.length > 0) return named.join(', ');
  if (events.size > 0 && events.size <= 3) return `${eventField} ${[...events.keys()].join(', ')}`;
  const sentence = description.replace(/[,;:(].*|\.$/s, '').trimEnd();
  return sentence.length <= longest ? sentence : `${sentence.slice(0, longest).replace(/\s+\S*$/, '')} …`;
}

function scalars(node: YamlNode): YamlNode[] {
  return node.kind === 'seq' ? node.items.flatMap(scalars) : [node];
}

function* eventHint({ events }: LogSource, node: YamlNode): Generator<SigmaHint> {
  const title = node.kind === 'scalar' ? events.get(node.text)?.title : undefined;
  if (title) yield { offset: node.span.end, label: title };
}
