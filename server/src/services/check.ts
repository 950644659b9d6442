/** Checks rule files: each for itself, and all together for what only the whole shows. Reads nothing: texts come as arguments. */
import { LineIndex, type Position } from '../base/line-index.ts';
import type { Severity } from '../base/problem.ts';
import { withoutSuppressed } from '../lint/apply-suppressions.ts';
import { defaultLintConfig, type LintConfig } from '../lint/config.ts';
import type { Fix } from '../lint/define-rule.ts';
import { isErrorCode } from '../lint/finding.ts';
import { lintWorkspace } from '../lint/lint-workspace.ts';
import { type Finding, type LintOptions, lintSigma } from '../lint/linter.ts';
import { parseSigma } from '../sigma/parse-sigma.ts';
import { type RuleSummary, summarizeRules } from '../workspace/rule-summary.ts';
import { createWorkspaceIndex } from '../workspace/workspace-index.ts';

export interface CheckInput {
  readonly path: string;
  readonly text: string;
  /** Treat every document as Sigma, whatever it holds. */
  readonly treatAsSigma: boolean;
}

/** Lines and UTF-16 characters from 0. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface PlacedFix extends Pick<Fix, 'title' | 'kind'> {
  readonly edits: readonly { readonly range: Range; readonly newText: string }[];
}

/** A finding where people look for it. */
export interface PlacedFinding {
  readonly path: string;
  readonly document: number;
  readonly range: Range;
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly fixes?: readonly PlacedFix[];
}

/** What a file says for itself: plain data, the same for the same text, path and configuration. */
export interface CheckedFile {
  readonly holdsSigma: boolean;
  readonly findings: readonly Omit<PlacedFinding, 'path'>[];
  /** For what all files together show. */
  readonly rules: readonly RuleSummary[];
}

/** A file among all. */
export interface CheckedPath {
  readonly path: string;
  readonly checked: CheckedFile;
  readonly config: LintConfig;
  /** Asked for where all files together show something in this one. */
  text(): string;
}

export interface CheckReport {
  /** By path (code units), document and place. */
  readonly findings: readonly PlacedFinding[];
  readonly checkedFiles: number;
  /** Files that hold no Sigma document. */
  readonly skippedFiles: number;
}

export interface UnreadableContent {
  readonly code: string;
  readonly message: string;
  readonly position: Position;
}

export function checkFile({ path, text, treatAsSigma }: CheckInput, options: Omit<LintOptions, 'path'>): CheckedFile {
  const isPySigma = options.config?.profile === 'pysigma';
  const parse = parseSigma(text, { treatAsSigma, extensions: !isPySigma });
  if (!treatAsSigma && holdsNoSigma(parse)) return { holdsSigma: false, findings: [], rules: [] };
  const found = lintSigma(parse, { ...options, path });
  // pySigma: sigma-cli check – rules with errors, filters, and files that cannot be loaded do not count among those that are compared.
  const broken = new Set(isPySigma ? found.filter(({ code }) => isErrorCode(code)).map(documentOf) : []);
  const isUnseen = ({ kind, document }: RuleSummary) => broken.has(document) || (isPySigma && kind === 'filter');
  const summaries = isPySigma && parse.collection.collectRaises ? [] : summarizeRules(parse);
  return { holdsSigma: true, findings: placed(text, found), rules: summaries.filter((rule) => !isUnseen(rule)) };
}

/** A file whose content cannot be a text at all. */
export function unreadableFile({ code, message, position }: UnreadableContent): CheckedFile {
  const range = { start: position, end: position };
  return { holdsSigma: true, findings: [{ document: 0, range, code, severity: 'error', message }], rules: [] };
}

/** What only all files together show, by path. */
export function checkTogether(
  files: readonly CheckedPath[],
  options: Omit<LintOptions, 'path' | 'config'>,
): Map<string, Omit<PlacedFinding, 'path'>[]> {
  const index = createWorkspaceIndex();
  const byPath = new Map(files.map((file) => [file.path, file]));
  for (const { path, checked } of files) if (checked.rules.length > 0) index.set(path, checked.rules);
  const result = new Map<string, Omit<PlacedFinding, 'path'>[]>();
  for (const config of new Set(files.map((file) => file.config))) {
    for (const [path, found] of lintWorkspace(index, { ...options, config })) {
      const file = byPath.get(path);
      if (file?.config !== config) continue;
      const text = file.text();
      const heard = text.includes('-disable')
        ? withoutSuppressed(found, parseSigma(text, { treatAsSigma: true }))
        : found;
      result.set(path, placed(text, heard));
    }
  }
  return result;
}

export interface Check {
  add(input: CheckInput): void;
  addUnreadable(path: string, problem: UnreadableContent): void;
  /** Adds what only all files together show. */
  finish(): CheckReport;
}

/** Checks files under one configuration, one after the other. */
export function startCheck(options: Omit<LintOptions, 'path'> = {}): Check {
  const config = options.config ?? defaultLintConfig;
  const files: CheckedPath[] = [];
  return {
    add: (input) =>
      void files.push({ path: input.path, checked: checkFile(input, options), config, text: () => input.text }),
    addUnreadable: (path, problem) =>
      void files.push({ path, checked: unreadableFile(problem), config, text: () => '' }),
    finish: () => reportOf(files, checkTogether(files, options)),
  };
}

export function reportOf(files: readonly CheckedPath[], together: ReturnType<typeof checkTogether>): CheckReport {
  const findings = files.flatMap(({ path, checked }) =>
    [...checked.findings, ...(together.get(path) ?? [])].map((finding) => ({ path, ...finding })),
  );
  const checkedFiles = files.filter(({ checked }) => checked.holdsSigma).length;
  return { findings: findings.sort(byPlace), checkedFiles, skippedFiles: files.length - checkedFiles };
}

export function placed(text: string, found: readonly Finding[]): Omit<PlacedFinding, 'path'>[] {
  if (found.length === 0) return [];
  const lines = new LineIndex(text);
  const rangeOf = ({ start, end }: Finding['span']) => ({ start: lines.positionAt(start), end: lines.positionAt(end) });
  const placeFix = ({ title, kind, edits }: Fix): PlacedFix => ({
    title,
    kind,
    edits: edits.map(({ span, newText }) => ({ range: rangeOf(span), newText })),
  });
  return found.map(({ document, span, code, severity, message, fixes }) => ({
    document,
    range: rangeOf(span),
    code,
    severity,
    message,
    ...(fixes && fixes.length > 0 && { fixes: fixes.map(placeFix) }),
  }));
}

function holdsNoSigma({ yaml, collection }: ReturnType<typeof parseSigma>): boolean {
  return collection.rules.length === 0 && collection.skippedDocuments.length === yaml.documents.length;
}

function documentOf({ document }: Finding): number {
  return document;
}

function byPlace(a: PlacedFinding, b: PlacedFinding): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return (
    a.document - b.document ||
    a.range.start.line - b.range.start.line ||
    a.range.start.character - b.range.start.character ||
    (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)
  );
}
