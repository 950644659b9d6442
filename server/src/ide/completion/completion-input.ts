import type { DataFiles } from '../../data/data-files.ts';
import type { WorkspaceIndex } from '../../workspace/workspace-index.ts';

/** Tables, each made once and kept: `undefined` when there is no data or it cannot be read. */
export interface Tables {
  table<T>(load: (files: DataFiles) => T): T | undefined;
}

/** What completion knows besides the document. */
export interface CompletionInput {
  readonly data: Tables;
  /** Rules of the workspace; absent while it is not read. */
  readonly workspace?: WorkspaceIndex | undefined;
  /** `YYYY-MM-DD`. */
  readonly today?: string | undefined;
  /** A fresh UUID. */
  newId?(): string;
}
