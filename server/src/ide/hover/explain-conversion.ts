import { covers, type Span, touches } from '../../base/span.ts';
import type { SigmaDetection, SigmaDetectionItem } from '../../sigma/rule/sigma-rule.ts';
import { codeBlock, escapeMarkdown } from '../markdown.ts';
import type { ConvertedQuery, HoverPlace } from './explanation.ts';

/** What the item or selection under the cursor becomes in the queries of the project's targets. */
export function explainConversion({ input, rule, offset, isKey, path }: HoverPlace): string | undefined {
  if (!input.conversions || !rule || rule.kind === 'correlation' || !rule.detection) return undefined;
  const selection = [...rule.detection.detections.values()].find(({ nameSpan, detection }) =>
    covers({ start: nameSpan.start, end: detection.span.end }, { start: offset, end: offset }),
  );
  if (!selection) return undefined;
  const isName = isKey && path.length === 2;
  const part = isName ? selection.detection.span : itemAt(selection.detection, offset)?.span;
  if (!part) return undefined;
  const parts = input.conversions().flatMap((query) => {
    const text = partOf(query, part);
    return text === '' ? [] : [`${escapeMarkdown(query.label)}:\n\n${codeBlock(text, query.language)}`];
  });
  return parts.length > 0 ? parts.join('\n\n') : undefined;
}

function itemAt({ items }: SigmaDetection, offset: number): SigmaDetectionItem | undefined {
  for (const item of items) {
    if (!touches(item.span, offset)) continue;
    const found = item.kind === 'item' ? item : itemAt(item, offset);
    if (found) return found;
  }
  return undefined;
}

/** From the first to the last piece of the query that comes from this part of the rule; each run of pieces for itself. */
export function partOf({ text, mappings }: ConvertedQuery, part: Span): string {
  const runs: { start: number; end: number }[] = [];
  let isOpen = false;
  for (const { query, rule } of [...mappings].sort((a, b) => a.query.start - b.query.start)) {
    if (!covers(part, rule)) {
      isOpen = false;
      continue;
    }
    const last = runs.at(-1);
    if (isOpen && last) last.end = Math.max(last.end, query.end);
    else runs.push({ start: query.start, end: query.end });
    isOpen = true;
  }
  return [...new Set(runs.map(({ start, end }) => text.slice(start, end).trim()))].filter(Boolean).join('\n');
}
