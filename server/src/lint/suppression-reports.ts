import type { Span } from '../base/span.ts';
import type { CheckNames } from './check-names.ts';
import type { Fix, Report, TextEdit } from './define-rule.ts';
import type { MisspelledDirective, NamedCheck, Suppression } from './suppressions.ts';

/** Names in a comment that no check has. */
export function findUnknown({ checks }: Suppression, names: CheckNames): Report[] {
  return checks.flatMap(({ name, span }) => {
    if (names.idsOf(name).length > 0) return [];
    const guess = names.nearest(name);
    const hint = guess === undefined ? 'Look it up in the list of checks.' : `Did you mean '${guess}'?`;
    const fix: Fix = { title: `Use '${guess}'`, kind: 'suggestion', edits: [{ span, newText: guess ?? '' }] };
    const message = `There is no check '${name}', so this silences nothing. ${hint}`;
    return [{ span, message, ...(guess === undefined ? {} : { fixes: [fix] }) }];
  });
}

/** A comment that silences nothing because of its first word. */
export function misspelledReport({ span, meant }: MisspelledDirective): Report {
  const fix: Fix = { title: `Write '${meant}'`, kind: 'suggestion', edits: [{ span, newText: meant }] };
  return { span, message: `This silences nothing as it is spelled. Write '${meant}', in small letters.`, fixes: [fix] };
}

interface Judgement {
  readonly text: string;
  readonly names: CheckNames;
  /** Whether a check ran, so that its silence says something. */
  isJudged(id: string): boolean;
}

/** What a comment silences although nothing would be said. `used` are the ids of the findings that it did silence. */
export function findUnused(
  suppression: Suppression,
  used: ReadonlySet<string> = new Set(),
  { text, names, isJudged }: Judgement,
): Report[] {
  const { kind, checks, span } = suppression;
  if (kind === 'enable' || (checks.length === 0 && (used.size > 0 || kind === 'disable'))) return [];
  const unused = checks.filter(({ name }) => {
    const ids = names.idsOf(name);
    return ids.length > 0 && ids.every(isJudged) && !ids.some((id) => used.has(id));
  });
  if (checks.length === 0 && mayStandForWorkspace(text, suppression)) return [];
  if (unused.length === checks.length)
    return [unusedReport(span, 'This silences nothing: there is no such finding here.', [wholeComment(text, span)])];
  return unused.map((check) =>
    unusedReport(check.span, `'${check.name}' finds nothing here, so it need not be silenced.`, [oneOf(checks, check)]),
  );
}

function unusedReport(span: Span, message: string, edits: readonly TextEdit[]): Report {
  return {
    span,
    tag: 'unnecessary',
    message: `${message} Remove it.`,
    fixes: [{ title: 'Remove what silences nothing', kind: 'safe', edits }],
  };
}

/** Checks of all files together report at ids, titles and references; whether they do is not known yet. */
function mayStandForWorkspace(text: string, { kind, span }: Suppression): boolean {
  const start = kind === 'disable-line' ? text.lastIndexOf('\n', span.start) + 1 : text.indexOf('\n', span.end) + 1;
  const line = /[^\r\n]*/.exec(text.slice(start))?.[0] ?? '';
  return /^\S/.test(line) || /^(?:correlation|filter)[ \t]*:/m.test(text) || /\bid[ \t]*:/.test(line);
}

/** The line of a comment that stands alone; else the comment with the blanks before it. */
function wholeComment(text: string, { start, end }: Span): TextEdit {
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  const rest = /^[^\r\n]*/.exec(text.slice(end))?.[0].length ?? 0;
  const before = text.slice(lineStart, start);
  if (before.trim() !== '') return edit(start - (before.length - before.trimEnd().length), end + rest);
  const lineEnd = /^(?:\r\n|\r|\n)?/.exec(text.slice(end + rest))?.[0].length ?? 0;
  return edit(lineStart, end + rest + lineEnd);
}

/** One of several names, with the separator to its neighbour. */
function oneOf(checks: readonly NamedCheck[], check: NamedCheck): TextEdit {
  const index = checks.indexOf(check);
  const [next, last] = [checks[index + 1], checks[index - 1]];
  return next ? edit(check.span.start, next.span.start) : edit(last?.span.end ?? check.span.start, check.span.end);
}

function edit(start: number, end: number): TextEdit {
  return { span: { start, end }, newText: '' };
}
