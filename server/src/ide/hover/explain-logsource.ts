import { type LogSource, type LogSourceKeys, loadLogSources } from '../../data/log-sources.ts';
import { describeField, fieldsOf, labelOf } from '../completion/complete-fields.ts';
import { describeSources } from '../completion/complete-logsource.ts';
import { inlineCode } from '../markdown.ts';
import type { Explain, HoverInput, HoverPlace } from './explanation.ts';

/** A value of `logsource`: the sources that the keys together name, or all that have this value. */
export const explainLogsource: Explain = ({ scalar, path, isKey, rule, input }) => {
  const key = path.at(-1);
  if (isKey || path[0] !== 'logsource' || path.length !== 2 || !isKeyName(key)) return undefined;
  const table = input.data.table(loadLogSources);
  const keys = rule && rule.kind !== 'correlation' ? rule.logsource : undefined;
  const named = table?.matching(keysOf(keys)).filter((source) => source[key] === scalar.text) ?? [];
  const sources = named.length > 0 ? named : (table?.sources.filter((source) => source[key] === scalar.text) ?? []);
  if (sources.length === 0) return undefined;
  return { span: scalar.span, markdown: `**${headOf(sources, scalar.text)}**\n\n${describeSources(sources)}` };
};

function headOf(sources: readonly LogSource[], value: string): string {
  return sources.length === 1 ? labelOf(sources[0] as LogSource) : value;
}

function isKeyName(key: string | undefined): key is 'product' | 'category' | 'service' {
  return key === 'product' || key === 'category' || key === 'service';
}

function keysOf(keys: LogSourceKeys | undefined): LogSourceKeys {
  return { product: keys?.product, category: keys?.category, service: keys?.service };
}

/** Log sources of a rule, or of the rules that a correlation names. */
export function sourcesOf({ rule, parse, input }: HoverPlace): readonly LogSource[] {
  const table = input.data.table(loadLogSources);
  if (!rule || !table) return [];
  if (rule.kind !== 'correlation') return rule.logsource ? table.matching(keysOf(rule.logsource)) : [];
  const named = rule.rules.flatMap(({ reference }) => logsourceNamed(reference, parse.collection.rules, input) ?? []);
  return [...new Set(named.flatMap((keys) => table.matching(keysOf(keys))))];
}

function logsourceNamed(
  reference: string,
  own: HoverPlace['parse']['collection']['rules'],
  { workspace }: HoverInput,
): LogSourceKeys | undefined {
  const here = own.find(({ id, name }) => id?.value === reference || name?.value === reference);
  if (here) return here.kind === 'correlation' ? undefined : here.logsource;
  return (workspace?.withName(reference)[0] ?? workspace?.withId(reference)[0])?.rule.logsource;
}

/** The field in Markdown; `undefined` when no source of the rule has it. */
export function describeFieldNamed(name: string, place: HoverPlace): string | undefined {
  const found = fieldsOf(sourcesOf(place)).get(name);
  if (!found) return undefined;
  const added = found.field.added ? 'Not in the event itself: enrichment may add it.' : '';
  const head = `**${inlineCode(name)}** · ${labelOf(found.source)}`;
  return [head, describeField(found), added].filter(Boolean).join('\n\n');
}

const fieldLists = new Set(['fields', 'correlation.group-by', 'correlation.condition.field']);

/** A field where it is named as a value. */
export const explainFieldName: Explain = (place) => {
  const { scalar, path, isKey } = place;
  const isField = fieldLists.has(path.join('.')) || (path[1] === 'aliases' && path.length === 4);
  const markdown = !isKey && isField ? describeFieldNamed(scalar.text, place) : undefined;
  return markdown === undefined ? undefined : { span: scalar.span, markdown };
};
