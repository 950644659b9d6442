/**
 * Applies the fixes of findings to a text, pass by pass, until there is nothing left to fix. What one pass changes is checked again: a
 * fix after which the text has errors that it did not have before, or safe ones after which a rule matches something else, are left out.
 */
import { lineEndOf } from '../base/line-ends.ts';
import type { Fix, TextEdit } from '../lint/define-rule.ts';
import { type Finding, isErrorCode } from '../lint/finding.ts';

export interface FixOptions {
  /** All findings of a text; asked again after each pass. */
  readonly lint: (text: string) => readonly Finding[];
  /** Which fixes are wanted; safe ones unless told otherwise. Of several fixes of a finding the first wanted one is taken. */
  readonly accept?: (fix: Fix, finding: Finding) => boolean;
  /** Whether safe fixes did no more than they promise (`keepsMatches`); some of those after which they did are left out. */
  readonly isSame?: (before: string, after: string) => boolean;
}

export interface AppliedFix {
  readonly code: string;
  readonly title: string;
  readonly kind: Fix['kind'];
}

export interface FixedText {
  readonly text: string;
  /** In the order of their application. */
  readonly applied: readonly AppliedFix[];
  /** What is still wrong with the text. */
  readonly findings: readonly Finding[];
}

interface ChosenFix extends AppliedFix {
  readonly edits: readonly TextEdit[];
}

/** More than fixes of fixes need; each pass is a check of the whole text. */
const maxPasses = 10;

export function isSafeFix({ kind }: Pick<Fix, 'kind'>): boolean {
  return kind === 'safe';
}

export function fixText(text: string, options: FixOptions): FixedText {
  const { lint, accept = isSafeFix } = options;
  const applied: AppliedFix[] = [];
  const seen = new Set([text]);
  const state = { text, findings: lint(text) };
  for (let pass = 0; pass < maxPasses; pass++) {
    const chosen = withoutConflicts(chosenFixes(state.findings, accept));
    const next = harmless(state, chosen, options);
    if (!next || seen.has(next.text)) break;
    seen.add(next.text);
    applied.push(...next.chosen.map(({ code, title, kind }) => ({ code, title, kind })));
    state.text = next.text;
    state.findings = next.findings;
  }
  return { text: state.text, applied, findings: state.findings };
}

/** Applies edits that do not overlap. Line ends of new texts become those of the text. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const lineEnd = lineEndOf(text);
  const parts: string[] = [];
  let end = 0;
  for (const { span, newText } of [...edits].sort(byPlace)) {
    parts.push(text.slice(end, span.start), newText.replace(/\r\n|\r|\n/g, lineEnd));
    end = span.end;
  }
  return parts.join('') + text.slice(end);
}

function chosenFixes(findings: readonly Finding[], accept: NonNullable<FixOptions['accept']>): ChosenFix[] {
  return findings.flatMap((finding) => {
    const fix = finding.fixes?.find((each) => accept(each, finding));
    return fix ? [{ code: finding.code, title: fix.title, kind: fix.kind, edits: fix.edits }] : [];
  });
}

/** The first of those that touch the same place; equal fixes (of a node that an alias repeats) count once. */
function withoutConflicts(fixes: readonly ChosenFix[]): ChosenFix[] {
  const taken: TextEdit[] = [];
  return fixes.filter(({ edits }) => {
    const isFree =
      edits.length > 0 && edits.every((edit, index) => isFreeOf(edit, [...taken, ...edits.slice(0, index)]));
    if (isFree) taken.push(...edits);
    return isFree;
  });
}

function isFreeOf({ span }: TextEdit, taken: readonly TextEdit[]): boolean {
  return taken.every(({ span: other }) => {
    const isInsertion = span.start === span.end || other.start === other.end;
    return isInsertion
      ? span.end < other.start || span.start > other.end
      : span.end <= other.start || span.start >= other.end;
  });
}

interface Step {
  readonly text: string;
  readonly findings: readonly Finding[];
  readonly chosen: readonly ChosenFix[];
}

/** All chosen fixes but those that add errors or change what rules match; these are found by halves. */
function harmless(before: Omit<Step, 'chosen'>, fixes: readonly ChosenFix[], options: FixOptions): Step | undefined {
  const state: { last?: Step } = {};
  const take = (some: readonly ChosenFix[]): void => {
    const step = attempt(before, [...(state.last?.chosen ?? []), ...some], options);
    if (step) state.last = step;
    else if (some.length > 1) {
      const half = some.length >> 1;
      take(some.slice(0, half));
      take(some.slice(half));
    }
  };
  if (fixes.length > 0) take(fixes);
  return state.last;
}

function attempt(
  { text, findings }: Omit<Step, 'chosen'>,
  chosen: readonly ChosenFix[],
  { lint, isSame }: FixOptions,
): Step | undefined {
  const next = applyEdits(
    text,
    chosen.flatMap(({ edits }) => edits),
  );
  if (isSame && chosen.every(isSafeFix) && !isSame(text, next)) return undefined;
  const found = lint(next);
  return addsErrors(findings, found) ? undefined : { text: next, findings: found, chosen };
}

/** Errors of YAML and Sigma have a dash in their codes; ids of lint rules have none. */
function addsErrors(before: readonly Finding[], after: readonly Finding[]): boolean {
  const errors = (findings: readonly Finding[]) => findings.filter(({ code }) => isErrorCode(code)).length;
  return errors(after) > errors(before);
}

function byPlace(a: TextEdit, b: TextEdit): number {
  return a.span.start - b.span.start || a.span.end - b.span.end;
}
