/**
 * What is known of all rule files of a workspace: ids, names, titles and references, kept up to date file by file. It holds summaries
 * only; the trees of closed files are gone.
 */
import { type Position, positionIn } from '../base/line-index.ts';
import { fileName } from './file-uri.ts';
import { referenceKey } from './rule-mentions.ts';
import type { RuleSummary } from './rule-summary.ts';

export interface IndexedRule {
  readonly path: string;
  readonly rule: RuleSummary;
}

export interface WorkspaceIndex {
  /** Replaces what is known of a file. `lineStarts` are needed by whoever asks for positions. */
  set(path: string, rules: readonly RuleSummary[], lineStarts?: ArrayLike<number>): void;
  delete(path: string): void;
  /** Number of files. */
  readonly size: number;
  /** Files with their rules, in the order of their first `set`. */
  files(): Iterable<readonly [path: string, rules: readonly RuleSummary[]]>;
  /** The rules of one file; none when it is not known. */
  rulesOf(path: string): readonly RuleSummary[];
  has(path: string): boolean;
  withId(id: string): readonly IndexedRule[];
  withName(name: string): readonly IndexedRule[];
  withTitle(title: string): readonly IndexedRule[];
  /** Rules (no correlations, no filters) with this hash of their log source and detection. */
  withLogic(logic: number): readonly IndexedRule[];
  /** Rules in files of this name, in whatever folder. */
  withFileName(name: string): readonly IndexedRule[];
  /** The rules that a reference means: those with this id, or else this name. */
  referredBy(reference: string): readonly IndexedRule[];
  /** Rules that mention this id or name anywhere. */
  referringTo(reference: string): readonly IndexedRule[];
  /** The line and character of an offset in a file; `undefined` when the file or its lines are not known. */
  positionAt(path: string, offset: number): Position | undefined;
}

interface IndexedFile {
  readonly rules: readonly RuleSummary[];
  readonly entries: readonly IndexedRule[];
  readonly lineStarts: ArrayLike<number> | undefined;
}

type Keys = (entry: IndexedRule) => Iterable<string | number | undefined>;

export function createWorkspaceIndex(): WorkspaceIndex {
  const files = new Map<string, IndexedFile>();
  const tables = {
    id: createTable(({ rule }) => [rule.id?.value]),
    name: createTable(({ rule }) => [rule.name?.value]),
    title: createTable(({ rule }) => [rule.title?.value]),
    logic: createTable(({ rule }) => [rule.kind === 'rule' ? rule.logic : undefined]),
    fileName: createTable(({ path }) => [fileName(path)]),
    mention: createTable(({ rule }) => new Set(rule.mentions.map(({ reference }) => referenceKey(reference)))),
  };
  const all = Object.values(tables);
  const forget = (path: string) => {
    for (const entry of files.get(path)?.entries ?? []) for (const table of all) table.remove(entry);
  };
  const withId = (id: string) => tables.id.get(id);
  const withName = (name: string) => tables.name.get(name);
  return {
    set(path, rules, lineStarts) {
      forget(path);
      const entries = rules.map((rule): IndexedRule => ({ path, rule }));
      files.set(path, { rules, entries, lineStarts });
      for (const entry of entries) for (const table of all) table.add(entry);
    },
    delete(path) {
      forget(path);
      files.delete(path);
    },
    get size() {
      return files.size;
    },
    *files() {
      for (const [path, { rules }] of files) yield [path, rules] as const;
    },
    rulesOf: (path) => files.get(path)?.rules ?? [],
    has: (path) => files.has(path),
    withId,
    withName,
    withTitle: (title) => tables.title.get(title),
    withLogic: (logic) => tables.logic.get(logic),
    withFileName: (name) => tables.fileName.get(name),
    referredBy(reference) {
      const byId = withId(referenceKey(reference));
      return byId.length > 0 ? byId : withName(reference);
    },
    referringTo: (reference) => tables.mention.get(referenceKey(reference)),
    positionAt(path, offset) {
      const starts = files.get(path)?.lineStarts;
      return starts && positionIn(starts, offset);
    },
  };
}

function createTable(keysOf: Keys) {
  const table = new Map<string | number, IndexedRule[]>();
  return {
    add(entry: IndexedRule) {
      for (const key of keysOf(entry)) {
        if (key === undefined) continue;
        const known = table.get(key);
        if (known) known.push(entry);
        else table.set(key, [entry]);
      }
    },
    remove(entry: IndexedRule) {
      for (const key of keysOf(entry)) {
        if (key === undefined) continue;
        const rest = (table.get(key) ?? []).filter((other) => other !== entry);
        if (rest.length > 0) table.set(key, rest);
        else table.delete(key);
      }
    },
    get: (key: string | number): readonly IndexedRule[] => table.get(key) ?? [],
  };
}
