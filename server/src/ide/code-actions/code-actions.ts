/**
 * What an editor offers at a place of a rule: the fixes of findings, silencing them, and small changes of the rule's head. Only what
 * was asked for is made.
 */
import type { Span } from '../../base/span.ts';
import { checkPage } from '../../lint/check-page.ts';
import type { Fix, TextEdit } from '../../lint/define-rule.ts';
import type { Finding } from '../../lint/finding.ts';
import type { SigmaParse } from '../../sigma/parse-sigma.ts';
import { headActions } from './head-actions.ts';
import { modifierActions } from './modifier-actions.ts';
import { disableInFile, disableInRule, disableOnLine } from './suppress.ts';

export interface SigmaAction {
  readonly title: string;
  readonly kind: 'quickfix' | 'refactor.rewrite';
  /** The findings that it mends or silences. */
  readonly findings: readonly Finding[];
  /** What an editor may apply without asking which action is meant. */
  readonly isPreferred?: boolean;
  readonly edits?: readonly TextEdit[];
  /** Applies the fixes of this check in the whole file; made when the action is chosen. */
  readonly fixAllOf?: string;
  /** A command of the editor in the place of edits. */
  readonly command?: { readonly id: string; readonly arguments: readonly unknown[] };
}

export interface ActionRequest {
  readonly span: Span;
  /** Kinds that are wanted, the protocol's prefixes; all when absent. */
  readonly only?: readonly string[] | undefined;
}

export function codeActions(
  parse: SigmaParse,
  findings: readonly Finding[],
  { span, only }: ActionRequest,
): SigmaAction[] {
  const actions: SigmaAction[] = [];
  if (wants(only, 'quickfix')) actions.push(...quickFixes(parse, findings, span));
  if (wants(only, 'refactor.rewrite')) actions.push(...modifierActions(parse, span), ...headActions(parse, span));
  return actions;
}

/** Whether actions of a kind are asked for: its own name, or a part of it up to a dot. */
export function wants(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || only.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`));
}

function quickFixes(parse: SigmaParse, findings: readonly Finding[], span: Span): SigmaAction[] {
  const here = findings.filter((finding) => finding.span.start <= span.end && span.start <= finding.span.end);
  const silenceable = here.filter(({ code }) => !yamlErrors.has(code));
  return [
    ...here.flatMap((finding) => (finding.fixes ?? []).map((fix, index) => fixAction(finding, fix, index))),
    ...[...new Set(here.map(({ code }) => code))].flatMap((code) => fixAllAction(code, findings)),
    ...byCode(silenceable).flatMap((same) => disableActions(parse, same)),
  ];
}

const yamlErrors: ReadonlySet<string> = new Set(['reader-error', 'scanner-error', 'parser-error', 'composer-error']);

function fixAction(finding: Finding, fix: Fix, index: number): SigmaAction {
  const isPreferred = fix.kind === 'safe' && index === 0;
  return { title: fix.title, kind: 'quickfix', findings: [finding], isPreferred, edits: fix.edits };
}

/** One action for all findings of a check, where several have a fix. */
function fixAllAction(code: string, findings: readonly Finding[]): SigmaAction[] {
  const same = findings.filter((finding) => finding.code === code && (finding.fixes?.length ?? 0) > 0);
  const everySafe = same.every(({ fixes }) => fixes?.[0]?.kind === 'safe');
  if (same.length < 2 || !everySafe) return [];
  return [{ title: `Fix all '${code}' in this file`, kind: 'quickfix', findings: same, fixAllOf: code }];
}

function disableActions(parse: SigmaParse, same: readonly Finding[]): SigmaAction[] {
  const [finding] = same as [Finding];
  const { code, span } = finding;
  const onLine = disableOnLine(parse, code, span.start);
  const line: SigmaAction[] = onLine
    ? [{ title: `Disable '${code}' for this line`, kind: 'quickfix', findings: same, edits: [onLine] }]
    : [];
  const inRule = disableInRule(parse, code, finding.document);
  const rule: SigmaAction[] = inRule
    ? [{ title: `Disable '${code}' in this rule`, kind: 'quickfix', findings: same, edits: inRule }]
    : [];
  const file = disableInFile(parse, code);
  const page = checkPage(code);
  const explain: SigmaAction[] = page
    ? [
        {
          title: `Explain '${code}'`,
          kind: 'quickfix',
          findings: same,
          command: { id: 'vscode.open', arguments: [page.url] },
        },
      ]
    : [];
  return [
    ...line,
    ...rule,
    { title: `Disable '${code}' in this file`, kind: 'quickfix', findings: same, edits: [file] },
    ...explain,
  ];
}

function byCode(findings: readonly Finding[]): Finding[][] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) groups.set(finding.code, [...(groups.get(finding.code) ?? []), finding]);
  return [...groups.values()];
}
