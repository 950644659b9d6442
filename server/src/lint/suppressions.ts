/**
 * Comments that silence findings: `# sigmasmith-disable [id, …]` in the whole file or up to the next `# sigmasmith-enable [id, …]`,
 * `# sigmasmith-disable-next-line [id, …]` on the line below, `# sigmasmith-disable-line [id, …]` on its own; without ids all of them.
 * Words after ` -- ` are a reason. rsigma's spelling is understood too.
 */
import { LineIndex } from '../base/line-index.ts';
import type { Span } from '../base/span.ts';
import type { SigmaParse } from '../sigma/parse-sigma.ts';
import { editDistance } from './nearest.ts';
import { isInScalar } from './places.ts';

const directive =
  /(?<=^|[ \t])#[ \t]*(sigmasmith|rsigma)-(disable-next-line|disable-line|disable|enable)(?![\w-])([ \t:]*)([^\r\n]*)/gm;

/** What looks like the first word of such a comment, in two parts. */
const nearDirective = /#[ \t]*(([a-z]{8,12})([-_: \t]{1,2})([a-z][a-z_-]{3,20}))(?![\w-])/iy;
const kinds = ['disable-next-line', 'disable-line', 'disable', 'enable'] as const;
const mostEdits = 2;

/** A check as a comment names it. */
export interface NamedCheck {
  readonly name: string;
  readonly span: Span;
}

export interface Suppression {
  /** `rsigma` where the comment is written for that linter. */
  readonly dialect: 'sigmasmith' | 'rsigma';
  readonly kind: (typeof kinds)[number];
  /** Empty: all checks. */
  readonly checks: readonly NamedCheck[];
  /** The comment, without what follows on the line. */
  readonly span: Span;
  readonly line: number;
}

/** The first word of a comment that is nearly one of those that silence. */
export interface MisspelledDirective {
  readonly span: Span;
  readonly meant: string;
}

export interface Suppressions {
  readonly all: readonly Suppression[];
  readonly misspelled: readonly MisspelledDirective[];
  /** The comments that silence a finding with one of these names on a line. */
  covering(names: readonly string[], line: number): readonly Suppression[];
}

const none: Suppressions = { all: [], misspelled: [], covering: () => [] };

/** `isComment` says whether the `#` at an offset begins a comment: it does not inside a scalar. */
export function readSuppressions(
  text: string,
  lines: () => LineIndex,
  isComment: (offset: number) => boolean,
): Suppressions {
  const misspelled = findMisspelled(text, isComment);
  if (!text.includes('-disable')) return misspelled.length > 0 ? { ...none, misspelled } : none;
  const all = [...text.matchAll(directive)]
    .filter(({ index }) => isComment(index))
    .map((match) => suppressionOf(match, lines().positionAt(match.index).line));
  const covering: Suppressions['covering'] = (names, line) =>
    all.filter((one, index) => covers(one, all.slice(index + 1), names, line));
  return { all, misspelled, covering };
}

/** The comments of a text that silence findings; `undefined` where there is none. */
export function suppressionsOf(parse: SigmaParse): { suppressions: Suppressions; lines: LineIndex } | undefined {
  const kept: { lines?: LineIndex } = {};
  const lines = () => (kept.lines ??= new LineIndex(parse.text));
  const isOutsideScalars = (offset: number) =>
    !parse.yaml.documents.some(({ root }) => root !== null && isInScalar(root, offset));
  const suppressions = readSuppressions(parse.text, lines, isOutsideScalars);
  const { all, misspelled } = suppressions;
  return all.length === 0 && misspelled.length === 0 ? undefined : { suppressions, lines: lines() };
}

function findMisspelled(text: string, isComment: (offset: number) => boolean): MisspelledDirective[] {
  const found: MisspelledDirective[] = [];
  for (let at = text.indexOf('#'); at >= 0; at = text.indexOf('#', at + 1)) {
    if (at > 0 && !/\s/.test(text[at - 1] ?? '')) continue;
    nearDirective.lastIndex = at;
    const [whole = '', words = '', tool = '', gap = '', verb = ''] = nearDirective.exec(text) ?? [];
    const meant = words && meantBy(tool.toLowerCase(), gap, verb.toLowerCase().replaceAll('_', '-'));
    if (!meant || meant === words || !isComment(at)) continue;
    const start = at + whole.length - words.length;
    found.push({ span: { start, end: start + words.length }, meant });
  }
  return found;
}

/** Words with a blank between them may be prose, so there they have to be right. */
function meantBy(tool: string, gap: string, verb: string): string | undefined {
  if (editDistance(tool, 'sigmasmith') > mostEdits) return undefined;
  const most = /\s/.test(gap) ? 0 : mostEdits;
  const kind = kinds.find((each) => each === verb) ?? kinds.find((each) => editDistance(verb, each) <= most);
  return kind && `sigmasmith-${kind}`;
}

function suppressionOf(match: RegExpExecArray, line: number): Suppression {
  const [whole, dialect, kind, gap = '', rest = ''] = match;
  const list = rest.replace(/(^|\s)--(\s.*|$)/, '');
  const start = match.index + whole.length - rest.length;
  const checks = [...list.matchAll(/[^\s,]+/g)]
    .map(({ index, 0: name }) => ({ name, span: { start: start + index, end: start + index + name.length } }))
    .filter(({ name }) => /^[\w-]+$/.test(name));
  return {
    dialect: dialect as Suppression['dialect'],
    kind: kind as Suppression['kind'],
    checks,
    span: { start: match.index, end: checks.at(-1)?.span.end ?? start - gap.length },
    line,
  };
}

function covers(one: Suppression, later: readonly Suppression[], names: readonly string[], line: number): boolean {
  if (!isAbout(one, names)) return false;
  if (one.kind === 'enable') return false;
  if (one.kind === 'disable-next-line') return line === one.line + 1;
  if (one.kind === 'disable-line') return line === one.line;
  const enabled = later.find((other) => other.kind === 'enable' && isAbout(other, names));
  return enabled === undefined || (line >= one.line && line < enabled.line);
}

function isAbout({ checks }: Suppression, names: readonly string[]): boolean {
  return checks.length === 0 || checks.some(({ name }) => names.includes(name));
}
