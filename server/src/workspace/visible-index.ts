import type { IndexedRule, WorkspaceIndex } from './workspace-index.ts';

/** An index without the files that are not to be seen. */
export function visibleIndex(index: WorkspaceIndex, isVisible: (path: string) => boolean): WorkspaceIndex {
  const only = (rules: readonly IndexedRule[]) => rules.filter(({ path }) => isVisible(path));
  return {
    ...index,
    *files() {
      for (const file of index.files()) if (isVisible(file[0])) yield file;
    },
    get size() {
      return [...this.files()].length;
    },
    rulesOf: (path) => (isVisible(path) ? index.rulesOf(path) : []),
    has: (path) => index.has(path) && isVisible(path),
    withId: (id) => only(index.withId(id)),
    withName: (name) => only(index.withName(name)),
    withTitle: (title) => only(index.withTitle(title)),
    withLogic: (logic) => only(index.withLogic(logic)),
    withFileName: (name) => only(index.withFileName(name)),
    referredBy: (reference) => only(index.referredBy(reference)),
    referringTo: (reference) => only(index.referringTo(reference)),
  };
}
