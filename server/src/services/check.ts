/** Checks rule files: each for itself, and all together for what only the whole shows. Reads nothing: texts come as arguments. */
import { LineIndex, type Position } from '../base/line-index.ts';
import type { Severity } from '../base/problem.ts';
import { lintWorkspace } from '../lint/lint-workspace.ts';
import { type Finding, type LintOptions, lintSigma, withoutSuppressed } from '../lint/linter.ts';
import { parseSigma } from '../sigma/parse-sigma.ts';
import { type RuleSummary, summarizeRules } from '../workspace/rule-summary.ts';
import { createWorkspaceIndex } from '../workspace/workspace-index.ts';

export interface CheckInput {
  readonly path: string;
  readonly text: string;
  /** Treat every document as Sigma, whatever it holds. */
  readonly treatAsSigma: boolean;
}

/** A finding where people look for it: lines and UTF-16 characters from 0. */
export interface PlacedFinding {
  readonly path: string;
  readonly document: number;
  readonly range: { readonly start: Position; readonly end: Position };
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
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

export interface Check {
  add(input: CheckInput): void;
  /** A file whose content cannot be a text at all. */
  addUnreadable(path: string, problem: UnreadableContent): void;
  /** Adds what only all files together show. */
  finish(): CheckReport;
}

export function startCheck(options: Omit<LintOptions, 'path'> = {}): Check {
  const index = createWorkspaceIndex();
  const isPySigma = options.config?.profile === 'pysigma';
  const findings: PlacedFinding[] = [];
  const texts = new Map<string, string>();
  const counts = { checked: 0, skipped: 0 };
  const place = (path: string, text: string, found: readonly Finding[]) => {
    if (found.length === 0) return;
    const lines = new LineIndex(text);
    for (const { document, span, code, severity, message } of found) {
      const range = { start: lines.positionAt(span.start), end: lines.positionAt(span.end) };
      findings.push({ path, document, range, code, severity, message });
    }
  };
  return {
    add({ path, text, treatAsSigma }) {
      const parse = parseSigma(text, { treatAsSigma, extensions: !isPySigma });
      if (!treatAsSigma && holdsNoSigma(parse)) {
        counts.skipped++;
        return;
      }
      counts.checked++;
      const found = lintSigma(parse, { ...options, path });
      place(path, text, found);
      texts.set(path, text);
      // pySigma: sigma-cli check – rules with errors, filters, and files that cannot be loaded do not count among those that are compared.
      const broken = new Set(isPySigma ? found.filter(isError).map(documentOf) : []);
      const isUnseen = ({ kind, document }: RuleSummary) => broken.has(document) || (isPySigma && kind === 'filter');
      const summaries = isPySigma && parse.collection.collectRaises ? [] : summarizeRules(parse);
      index.set(
        path,
        summaries.filter((rule) => !isUnseen(rule)),
      );
    },
    addUnreadable(path, { code, message, position }) {
      counts.checked++;
      const range = { start: position, end: position };
      findings.push({ path, document: 0, range, code, severity: 'error', message });
    },
    finish() {
      for (const [path, found] of lintWorkspace(index, options)) {
        const text = texts.get(path) ?? '';
        place(path, text, withoutSuppressed(found, parseSigma(text, { treatAsSigma: true })));
      }
      findings.sort(byPlace);
      return { findings, checkedFiles: counts.checked, skippedFiles: counts.skipped };
    },
  };
}

function holdsNoSigma({ yaml, collection }: ReturnType<typeof parseSigma>): boolean {
  return collection.rules.length === 0 && collection.skippedDocuments.length === yaml.documents.length;
}

/** Whether a finding is an error of YAML or Sigma; ids of lint rules have no dash. */
function isError({ code }: Finding): boolean {
  return code.includes('-');
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
