import { rememberLast } from '../../base/remember-last.ts';
import type { NamedDetection, SigmaDetections } from '../rule/sigma-rule.ts';

const selectedFrom = rememberLast((_: SigmaDetections) => new Map<string, readonly NamedDetection[]>());

/**
 * The detections that a selector's pattern names, in the order of their definition. They are looked for once: many parts ask.
 *
 * pySigma: conditions.py#ConditionSelector.resolve_referenced_detections – `_names` are left to patterns that begin with `_`, and `*`
 * does not cross a line end.
 */
export function selectDetections(pattern: string, detections: SigmaDetections): readonly NamedDetection[] {
  const byPattern = selectedFrom(detections);
  let selected = byPattern.get(pattern);
  if (!selected) {
    selected = matching(pattern, detections);
    byPattern.set(pattern, selected);
  }
  return selected;
}

function matching(pattern: string, detections: SigmaDetections): NamedDetection[] {
  const matches = patternMatcher(pattern === 'them' ? '*' : pattern);
  const underscore = pattern.startsWith('_');
  const selected: NamedDetection[] = [];
  for (const detection of detections.detections.values()) {
    if (matches(detection.name) && (underscore || !detection.name.startsWith('_'))) selected.push(detection);
  }
  return selected;
}

/** Whole-text match of a pattern in which `*` stands for any characters but line ends; linear in the text for each piece. */
function patternMatcher(pattern: string): (name: string) => boolean {
  const pieces = pattern.split('*');
  const first = pieces[0] as string;
  if (pieces.length === 1) return (name) => name === pattern;
  const last = pieces.at(-1) as string;
  const middle = pieces.slice(1, -1).filter((piece) => piece !== '');
  return (name) => {
    if (name.length < first.length + last.length) return false;
    if (!name.startsWith(first) || !name.endsWith(last) || name.includes('\n')) return false;
    const end = name.length - last.length;
    let at = first.length;
    for (const piece of middle) {
      const found = name.indexOf(piece, at);
      if (found < 0 || found + piece.length > end) return false;
      at = found + piece.length;
    }
    return true;
  };
}
