/**
 * Rules checked with the profile `pysigma`, all files of a set in one run as `sigma check` takes them: the issues of each file, and
 * those that only all files together show.
 */
import { join } from 'node:path';
import { defaultLintConfig } from '../../server/src/lint/config.ts';
import { createLintData } from '../../server/src/lint/lint-data.ts';
import { lintRules } from '../../server/src/lint/rules/index.ts';
import { openDataFiles } from '../../server/src/node/data-files.ts';
import { startCheck } from '../../server/src/services/check.ts';
import { parseSigma } from '../../server/src/sigma/parse-sigma.ts';
import { resolveRules } from '../../server/src/sigma/rule/resolve-rules.ts';
import type { Answer, Comparison, OracleFile } from './comparison.ts';

interface Issue {
  readonly rule_index: number;
  readonly validator?: string;
  readonly class?: string;
  readonly crash?: unknown;
}

interface FileRecord {
  readonly path: string;
  readonly issues?: readonly Issue[];
}

interface FinalRecord {
  readonly finalize: readonly { readonly validator: string; readonly rules: readonly string[] }[];
}

/** When the records were made: one validator compares dates with today's. */
const recorded = '2026-11-21';

const validators = lintRules.filter(({ profiles }) => profiles.includes('pysigma'));
const perFile = new Set(validators.filter(({ workspace }) => !workspace).map(({ id }) => id));
const acrossFiles = new Set(validators.filter(({ workspace }) => workspace).map(({ id }) => id));

export const validate: Comparison = {
  id: 'validate',
  files: /(^|\/)validate\.jsonl(\.gz)?$/,
  *compare(file) {
    const records = file.lines().map((line) => JSON.parse(line) as FileRecord | FinalRecord);
    const ours = findingsByPath(file, records);
    for (const record of records) {
      if ('finalize' in record) yield* compareFinal(record, ours);
      else yield answer(record.path, issuesOf(record), ofFile(ours.get(record.path) ?? []));
    }
  },
};

interface Found {
  /** Which of the file's rules it is about, in pySigma's order: rules before the correlations that refer to them, no filters. */
  readonly rule: number;
  readonly code: string;
}

function ofFile(found: readonly Found[]): string[] {
  return found.filter(({ code }) => perFile.has(code)).map(({ rule, code }) => `${rule}:${code}`);
}

/** Our findings of all files, checked together. */
function findingsByPath(file: OracleFile, records: readonly (FileRecord | FinalRecord)[]): Map<string, Found[]> {
  const texts = file.texts();
  const data = createLintData(openDataFiles(corpusFolder()), recorded);
  const check = startCheck({ config: { ...defaultLintConfig, profile: 'pysigma' }, data });
  const documents = new Map<string, readonly number[]>();
  for (const record of records) {
    if ('finalize' in record) continue;
    const text = texts.get(record.path);
    if (text === undefined) throw new Error(`${file.path}: there is no text for ${record.path}`);
    const { rules } = parseSigma(text, { treatAsSigma: true, extensions: false }).collection;
    const resolved = resolveRules(rules);
    documents.set(
      record.path,
      resolved.rules.map(({ document }) => document),
    );
    // The records know one file at a time: filters that cannot be applied and references to other files ended pySigma's reading.
    if (!resolved.error) check.add({ path: record.path, text, treatAsSigma: true });
  }
  const byPath = new Map<string, Found[]>();
  for (const { path, document, code } of check.finish().findings) {
    const found = { rule: documents.get(path)?.indexOf(document) ?? -1, code };
    byPath.set(path, [...(byPath.get(path) ?? []), found]);
  }
  return byPath;
}

/** Below the working directory in both callers: the bundle of `run.mjs` has no place of its own. */
function corpusFolder(): string {
  return join(process.cwd(), 'corpus');
}

/** What a validator found before it failed is lost in pySigma, too. */
function issuesOf({ issues = [] }: FileRecord): string[] {
  return issues.flatMap(({ rule_index, validator, crash }) =>
    validator === undefined || crash !== undefined ? [] : [`${rule_index}:${validator}`],
  );
}

function* compareFinal({ finalize }: FinalRecord, ours: ReadonlyMap<string, readonly Found[]>): Generator<Answer> {
  for (const id of acrossFiles) {
    const theirs = finalize.filter(({ validator }) => validator === id).flatMap(({ rules }) => rules);
    const found = [...ours].flatMap(([path, codes]) => (codes.some(({ code }) => code === id) ? [path] : []));
    yield answer(`finalize ${id}`, [...new Set(theirs)], found);
  }
}

function answer(id: string, theirs: readonly string[], ours: readonly string[]): Answer {
  const expected = [...theirs].sort().join(' ');
  const got = [...ours].sort().join(' ');
  const agrees = expected === got;
  return { id, agrees, sameText: agrees, expected: only(theirs, ours), got: only(ours, theirs) };
}

/** What the first list has more than the second. */
function only(list: readonly string[], other: readonly string[]): string {
  const rest = [...other];
  return list
    .filter((item) => {
      const index = rest.indexOf(item);
      if (index >= 0) rest.splice(index, 1);
      return index < 0;
    })
    .sort()
    .join(' ');
}
