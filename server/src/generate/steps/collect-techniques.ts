/** Brings together what engines propose and what matched gold rules prove: one entry a technique, with its evidence. */
import type { Span } from '../../base/span.ts';
import { type AttackTable, fullTechniqueName, primaryTactic } from '../../data/attack.ts';
import type { Confidence, ExtractedTechnique, TechniqueProposal } from '../types.ts';
import type { NormalisedText } from './normalise-text.ts';

const ranks: readonly Confidence[] = ['low', 'medium', 'high'];
const evidenceLimit = 5;

/** Sorted by confidence, then by place of the first evidence. Techniques that ATT&CK does not know and evidence outside the text are dropped. */
export function collectTechniques(
  proposals: readonly TechniqueProposal[],
  report: NormalisedText,
  attack: AttackTable,
): ExtractedTechnique[] {
  const found = new Map<string, { confidence: Confidence; spans: Map<string, Span> }>();
  for (const { techniqueId, confidence, evidence } of proposals) {
    const valid = evidence.filter(({ start, end }) => start >= 0 && start < end && end <= report.original.length);
    if (!attack.techniques.has(techniqueId) || valid.length === 0) continue;
    const entry = found.get(techniqueId) ?? { confidence, spans: new Map<string, Span>() };
    if (ranks.indexOf(confidence) > ranks.indexOf(entry.confidence)) entry.confidence = confidence;
    for (const span of valid) entry.spans.set(`${span.start}-${span.end}`, span);
    found.set(techniqueId, entry);
  }
  const techniques = [...found].map(([techniqueId, { confidence, spans }]) => {
    const technique = attack.techniques.get(techniqueId)!;
    const places = withoutOverlaps([...spans.values()]).slice(0, evidenceLimit);
    return {
      techniqueId,
      techniqueName: fullTechniqueName(attack, technique),
      tactic: primaryTactic(attack, technique)?.name ?? '',
      confidence,
      evidence: places.map(({ start, end }) => ({ text: report.original.slice(start, end), start, end })),
    };
  });
  return techniques.sort(
    (a, b) =>
      ranks.indexOf(b.confidence) - ranks.indexOf(a.confidence) ||
      (a.evidence[0]?.start ?? 0) - (b.evidence[0]?.start ?? 0) ||
      (a.techniqueId < b.techniqueId ? -1 : 1),
  );
}

function withoutOverlaps(spans: Span[]): Span[] {
  const sorted = spans.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Span[] = [];
  for (const span of sorted) {
    const last = kept.at(-1);
    if (!last || span.start >= last.end) kept.push(span);
  }
  return kept;
}
