/**
 * What is known of all rule files of a workspace: ids, names, titles and references, kept up to date file by file. It holds summaries
 * only; the trees of closed files are gone.
 */
import type { RuleSummary } from './rule-summary.ts';

export interface IndexedRule {
  readonly path: string;
  readonly rule: RuleSummary;
}

export interface WorkspaceIndex {
  /** Replaces what is known of a file. */
  set(path: string, rules: readonly RuleSummary[]): void;
  delete(path: string): void;
  readonly size: number;
  /** Files with their rules, in the order of their first `set`. */
  files(): Iterable<readonly [path: string, rules: readonly RuleSummary[]]>;
  withId(id: string): readonly IndexedRule[];
  withName(name: string): readonly IndexedRule[];
  withTitle(title: string): readonly IndexedRule[];
  /** Rules that refer to this id or name. */
  referringTo(reference: string): readonly IndexedRule[];
}

type Keys = (rule: RuleSummary) => readonly (string | undefined)[];

export function createWorkspaceIndex(): WorkspaceIndex {
  const files = new Map<string, readonly RuleSummary[]>();
  const tables = {
    id: createTable((rule) => [rule.id?.value]),
    name: createTable((rule) => [rule.name?.value]),
    title: createTable((rule) => [rule.title?.value]),
    reference: createTable((rule) => rule.references.map(({ reference }) => reference)),
  };
  const remove = (path: string) => {
    for (const rule of files.get(path) ?? []) for (const table of Object.values(tables)) table.remove(path, rule);
    files.delete(path);
  };
  return {
    set(path, rules) {
      if (files.has(path))
        for (const rule of files.get(path)!) for (const table of Object.values(tables)) table.remove(path, rule);
      files.set(path, rules);
      for (const rule of rules) for (const table of Object.values(tables)) table.add({ path, rule });
    },
    delete: remove,
    get size() {
      return files.size;
    },
    files: () => files.entries(),
    withId: (id) => tables.id.get(id),
    withName: (name) => tables.name.get(name),
    withTitle: (title) => tables.title.get(title),
    referringTo: (reference) => tables.reference.get(reference),
  };
}

function createTable(keysOf: Keys) {
  const table = new Map<string, IndexedRule[]>();
  return {
    add(entry: IndexedRule) {
      for (const key of keysOf(entry.rule)) {
        if (key === undefined) continue;
        const known = table.get(key);
        if (known) known.push(entry);
        else table.set(key, [entry]);
      }
    },
    remove(path: string, rule: RuleSummary) {
      for (const key of keysOf(rule)) {
        if (key === undefined) continue;
        const rest = (table.get(key) ?? []).filter((entry) => entry.path !== path || entry.rule !== rule);
        if (rest.length > 0) table.set(key, rest);
        else table.delete(key);
      }
    },
    get: (key: string): readonly IndexedRule[] => table.get(key) ?? [],
  };
}
