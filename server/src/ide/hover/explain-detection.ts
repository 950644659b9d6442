import { type Span, touches } from '../../base/span.ts';
import { loadLogSources } from '../../data/log-sources.ts';
import { parseCondition } from '../../sigma/condition/parse-condition.ts';
import { selectDetections } from '../../sigma/condition/select-detections.ts';
import type { NamedDetection, SigmaConditionText, SigmaDetections } from '../../sigma/rule/sigma-rule.ts';
import { scalarOffsetAt } from '../../yaml/source-offset.ts';
import { codeBlock, dedent, inlineCode } from '../markdown.ts';
import { modifierDocs } from '../modifier-docs.ts';
import { modifierExample } from '../modifier-examples.ts';
import { conditionNames } from '../navigation/condition-names.ts';
import { explainConversion } from './explain-conversion.ts';
import { describeFieldNamed, sourcesOf } from './explain-logsource.ts';
import type { Explain, Explanation, HoverPlace } from './explanation.ts';

/** The key of a detection item: the modifier under the cursor, or the field and what the item becomes. */
export const explainItemKey: Explain = (place) => {
  const { path, isKey } = place;
  if (!isKey || !isSelection(place) || path.length < 3) return undefined;
  return explainModifier(place) ?? explainField(place);
};

function isSelection({ path }: HoverPlace): boolean {
  return (path[0] === 'detection' || path[0] === 'filter') && path[1] !== 'condition' && path[1] !== 'rules';
}

function explainModifier({ parse, scalar, offset }: HoverPlace): Explanation | undefined {
  let index = scalar.text.indexOf('|') + 1;
  if (index === 0) return undefined;
  for (const modifier of scalar.text.slice(index).split('|')) {
    const start = scalarOffsetAt(parse.text, scalar, index);
    const end = scalarOffsetAt(parse.text, scalar, index + modifier.length);
    const doc = Object.hasOwn(modifierDocs, modifier) ? modifierDocs[modifier] : undefined;
    if (doc && start <= offset && offset <= end) {
      const markdown = [`**${modifier}**`, doc, modifierExample(modifier)].filter(Boolean).join('\n\n');
      return { span: { start, end }, markdown };
    }
    index += modifier.length + 1;
  }
  return undefined;
}

function explainField(place: HoverPlace): Explanation | undefined {
  const { scalar, parse, offset } = place;
  const bar = scalar.text.indexOf('|');
  const name = bar < 0 ? scalar.text : scalar.text.slice(0, bar);
  const end = bar < 0 ? scalar.span.end : scalarOffsetAt(parse.text, scalar, bar);
  if (offset > end) return undefined;
  const parts = [describeFieldNamed(name, place), explainConversion(place)].filter(Boolean);
  return parts.length > 0 ? { span: { start: scalar.span.start, end }, markdown: parts.join('\n\n') } : undefined;
}

/** A value: what the number of an event stands for, and what the item becomes. */
export const explainItemValue: Explain = (place) => {
  if (place.isKey || !isSelection(place) || place.path.length < 2) return undefined;
  const parts = [describeEvent(place), explainConversion(place)].filter(Boolean);
  return parts.length > 0 ? { span: place.scalar.span, markdown: parts.join('\n\n') } : undefined;
};

function describeEvent(place: HoverPlace): string | undefined {
  const { scalar, path, input } = place;
  if (!input.data.table(loadLogSources)) return undefined;
  const field = path.at(-1)?.split('|')[0];
  const source = sourcesOf(place).find(({ eventField, events }) => eventField === field && events.has(scalar.text));
  const event = source?.events.get(scalar.text);
  if (!event) return undefined;
  const fields = event.fields.length > 0 ? `Fields: ${event.fields.map(inlineCode).join(', ')}` : '';
  return [`**${event.id}** ${event.title}`, fields].filter(Boolean).join('\n\n');
}

/** The name of a selection where it is defined: what it becomes. */
export const explainSelectionName: Explain = (place) => {
  if (!place.isKey || !isSelection(place) || place.path.length !== 2) return undefined;
  const converted = explainConversion(place);
  return converted === undefined ? undefined : { span: place.scalar.span, markdown: converted };
};

/** A name or pattern in a condition: the selections that it stands for, with their content. */
export const explainCondition: Explain = ({ parse, rule, offset }) => {
  if (!rule || rule.kind === 'correlation' || !rule.detection) return undefined;
  const detections = rule.detection;
  const condition = detections.conditions.find(({ span }) => touches(span, offset));
  const name = condition && nameAt(condition, offset);
  if (!name) return undefined;
  const own = detections.detections.get(name.text);
  const selected = name.kind === 'selection' ? (own ? [own] : []) : selectDetections(name.text, detections);
  const markdown =
    name.kind === 'selection'
      ? contents(selected, parse.text)
      : selectorText(name.text, selected, detections, parse.text);
  return markdown ? { span: name.span, markdown } : undefined;
};

function nameAt(condition: SigmaConditionText, offset: number) {
  const { tree } = parseCondition(condition);
  return conditionNames(condition, tree).find(({ span }) => touches(span, offset));
}

function selectorText(
  pattern: string,
  selected: readonly NamedDetection[],
  { detections }: SigmaDetections,
  text: string,
): string {
  if (selected.length === 0) return `${inlineCode(pattern)} stands for no selection of this rule.`;
  const names = selected.map(({ name }) => inlineCode(name)).join(', ');
  const head = `${inlineCode(pattern)} stands for ${selected.length} of ${detections.size} selections: ${names}`;
  return [head, contents(selected, text)].filter(Boolean).join('\n\n');
}

/** Lines of the selections as YAML, with their own indentation. */
function contents(selected: readonly NamedDetection[], text: string): string {
  const blocks = selected.map(({ nameSpan, detection }) =>
    linesOf(text, { start: nameSpan.start, end: detection.span.end }),
  );
  return blocks.length > 0 ? codeBlock(blocks.join('\n'), 'yaml') : '';
}

function linesOf(text: string, span: Span): string {
  const lineStart = Math.max(text.lastIndexOf('\n', span.start - 1), text.lastIndexOf('\r', span.start - 1)) + 1;
  const isAlone = text.slice(lineStart, span.start).trim() === '';
  const start = isAlone ? lineStart : span.start;
  return dedent(text.slice(start, Math.max(span.start, span.end))).trimEnd();
}
